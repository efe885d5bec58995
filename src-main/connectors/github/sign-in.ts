import type { SignInMethod } from '../../../src-shared/connector/sign-in.ts';

/**
 * With a code, because it is GitHub's only way that wants no client secret; an access token from it may be renewed without
 * one, too. Those of a GitHub App end after eight hours and are renewed with a refresh token that is replaced each time and
 * lasts six months; those of an OAuth app do not end. (docs.github.com: "Generating a user access token for a GitHub App",
 * "Refreshing user access tokens", "Authorizing OAuth apps".)
 */
export const signIn: readonly SignInMethod[] = [
  { kind: 'token', label: 'With a personal access token' },
  {
    kind: 'device',
    label: 'With a code, in any browser',
    help: 'Register a GitHub App (Settings, Developer settings) with its device flow enabled and the permissions “Issues: read and write” and “Metadata: read”, install it on your repositories, and give its client id. An OAuth app works as well.',
    origin: 'https://github.com',
    // On GitHub Enterprise Server both pages are at the server itself.
    hosts: ['github.com', 'api.github.com'],
    devicePath: '/login/device/code',
    tokenPath: '/login/oauth/access_token',
    // For OAuth apps; a GitHub App has permissions instead, and ignores it.
    scopes: ['repo'],
    needsClientSecret: false,
  },
];
