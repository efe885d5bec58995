import type { SignInMethod } from '../../../src-shared/connector/sign-in.ts';

/**
 * Asana knows PKCE and wants the client secret all the same, so the person's own app is used. Access tokens last an hour, refresh
 * tokens are kept. (developers.asana.com/docs/oauth.)
 */
export const signIn: readonly SignInMethod[] = [
  { kind: 'token', label: 'With a personal access token' },
  {
    kind: 'code',
    label: 'In the browser, with an app of your own',
    help: 'Create an app in the Asana developer console with the permissions that are listed here, and use its client id and secret.',
    origin: 'https://app.asana.com',
    authorizationPath: '/-/oauth_authorize',
    tokenPath: '/-/oauth_token',
    revocationPath: '/-/oauth_revoke',
    // As the operations of the API name them; `stories:delete` is missing, because the list of scopes does not have it.
    scopes: [
      ...['tasks:read', 'tasks:write', 'tasks:delete', 'projects:read', 'workspaces:read', 'users:read'],
      ...['stories:read', 'stories:write', 'attachments:read', 'attachments:write', 'attachments:delete'],
      ...['tags:read', 'tags:write', 'custom_fields:read'],
    ],
    readScopes: [
      ...['tasks:read', 'projects:read', 'workspaces:read', 'users:read', 'stories:read', 'attachments:read'],
      ...['tags:read', 'custom_fields:read'],
    ],
    needsClientSecret: true,
    usesPkce: true,
    // A redirect has to be https, except to `localhost`; it is compared whole, port and all.
    redirect: { host: 'localhost', port: 47_823, path: '/callback' },
  },
];
