import type { SignInMethod } from '../../../src-shared/connector/sign-in.ts';

/**
 * Atlassian's 3LO has no public clients: the secret goes with every request for a token, so the person's own app is used. Refresh
 * tokens are replaced each time and last 30 days. One token is good for all sites that the person chose on the page, and
 * the API of each is at api.atlassian.com, not at the site. (developer.atlassian.com: "OAuth 2.0 (3LO) apps".)
 */
export const signIn: readonly SignInMethod[] = [
  { kind: 'token', label: 'With an API token' },
  {
    kind: 'code',
    label: 'In the browser, with an app of your own',
    help: 'Create an “OAuth 2.0 integration” in the Atlassian developer console, give it the Jira permissions that are listed here, and use its client id and secret.',
    origin: 'https://auth.atlassian.com',
    authorizationPath: '/authorize',
    tokenPath: '/oauth/token',
    // As the operations of the API name them; without `offline_access` there is no refresh token.
    scopes: ['read:jira-work', 'write:jira-work', 'read:jira-user', 'offline_access'],
    readScopes: ['read:jira-work', 'read:jira-user', 'offline_access'],
    needsClientSecret: true,
    usesPkce: false,
    // The callback is compared whole, port and all.
    redirect: { host: 'localhost', port: 47_823, path: '/callback' },
    parameters: { audience: 'api.atlassian.com', prompt: 'consent' },
    sites: {
      list: 'https://api.atlassian.com/oauth/token/accessible-resources',
      api: 'https://api.atlassian.com/ex/jira/{id}/',
    },
  },
];
