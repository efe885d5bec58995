import { createClient } from '../../src-main/connectors/kit/client.ts';
import type { ConnectorDescriptor } from '../../src-shared/connector/descriptor.ts';
import type { CodeSignIn, DeviceSignIn } from '../../src-shared/connector/sign-in.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';

const refuse = async (): Promise<never> => {
  throw new TaskSyncError('unsupported', 'Desk cannot be written.');
};

/** A small connector that reads an empty list behind the sign-in of `oauth-server.ts`. */
export function deskAt(
  origin: string,
  { code = {}, device = {} }: { readonly code?: Partial<CodeSignIn>; readonly device?: Partial<DeviceSignIn> } = {},
): ConnectorDescriptor {
  const common = { help: 'Register an app at Desk.', origin, tokenPath: '/oauth/token', scopes: ['items'] };
  return {
    id: 'desk',
    name: 'Desk',
    summary: 'An empty list.',
    config: [{ key: 'secret', label: 'Token', kind: 'secret', required: true }],
    signIn: [
      { kind: 'token', label: 'With a token' },
      {
        ...{ ...common, kind: 'code', label: 'In the browser', authorizationPath: '/authorize', usesPkce: true },
        ...{ needsClientSecret: false, redirect: { host: '127.0.0.1', port: null, path: '/callback' }, ...code },
      },
      {
        ...{ ...common, kind: 'device', label: 'With a code', devicePath: '/device/code', needsClientSecret: false },
        ...device,
      },
    ],
    capabilities: {
      ...{ identity: 'E', settleMs: 0, precondition: false, deletions: 'none', canCreate: false, canDelete: false },
      ...{ batchSize: 10, concurrency: { start: 1, max: 1 } },
    },
    connect: (context) => {
      const { send } = createClient({
        context,
        baseUrl: context.apiUrl ?? origin,
        service: 'Desk',
        authorization: async () => ({ authorization: `Bearer ${await context.secret()}` }),
      });
      const items = async (): Promise<void> => {
        (await send({ method: 'GET', path: '/api/items' })).json();
      };
      return {
        check: async () => {
          const { id, name } = (await send({ method: 'GET', path: '/api/me' })).json() as { id: string; name: string };
          return { id, name, server: null };
        },
        containers: async () => [{ id: 'all', name: 'Everything', writable: false }],
        schema: async () => ({ fields: { title: { writable: false } } }),
        async *pull() {
          await items();
          yield { tasks: [], deleted: [], problems: [], cursor: 'now' };
        },
        list: async () => [],
        get: async (_, ids) => ({ tasks: [], missing: ids, problems: [] }),
        find: async () => [],
        ...{ create: refuse, update: refuse, remove: refuse },
      };
    },
  };
}
