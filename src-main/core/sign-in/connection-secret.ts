import type { SignInView } from '../../../src-shared/api/views.ts';
import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import type { CodeSignIn, DeviceSignIn } from '../../../src-shared/connector/sign-in.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Secrets } from '../../../src-shared/ports/ports.ts';
import type { CoreOptions } from '../core.ts';
import { accountsOf } from './accounts.ts';

/**
 * Stores another secret for a connection, or none. A renewal under way ends first, or it would write the old one's successor
 * over the new one.
 */
export async function replaceSecret(
  options: CoreOptions,
  connection: Connection,
  secret: string | null,
): Promise<void> {
  const { secrets } = options.ports;
  const accounts = accountsOf(options);
  const write = (): Promise<void> =>
    secret === null ? secrets.remove(connection.id) : secrets.set(connection.id, secret);
  await accounts.of(connection).idle();
  await (secrets.exclusively?.(write) ?? write());
  accounts.forget(connection.id);
}

/**
 * Throws, or asks for the passphrase, before the person is sent away to sign in: what they bring back could not be stored
 * otherwise. Reading alone does not tell, because nothing may be stored yet.
 */
export async function requireOpenVault(secrets: Secrets): Promise<void> {
  const state = await secrets.state();
  if (state === 'keychain' || state === 'open' || state === 'for-now') return;
  await secrets.set(probe, probe);
  await secrets.remove(probe);
}

/** No connection has this id. */
const probe = 'probe';

export type PageSignIn = CodeSignIn | DeviceSignIn;

/** The connector's way to sign in; a sentence when it has none of the kind. */
export function methodOf(descriptor: ConnectorDescriptor, kind: PageSignIn['kind']): PageSignIn {
  const methods = pageSignIns(descriptor);
  const found = methods.find((method) => method.kind === kind);
  if (found !== undefined) return found;
  const words = { code: 'in the browser', device: 'with a code' } as const;
  const other = methods.map((method) => words[method.kind]).join(', ');
  throw new TaskSyncError(
    'unsupported',
    `Task Sync cannot sign in at ${descriptor.name} ${words[kind]}. Nothing was changed. ${other === '' ? 'Use a password or token' : `It can ${other}`}.`,
  );
}

function pageSignIns({ signIn = [] }: ConnectorDescriptor): readonly PageSignIn[] {
  return signIn.filter((method) => method.kind !== 'token');
}

/** For people, who have to register an app before they can use them. */
export function viewSignIns(descriptor: ConnectorDescriptor): { readonly signIn?: readonly SignInView[] } {
  const methods = pageSignIns(descriptor);
  return methods.length === 0 ? {} : { signIn: methods.map(viewSignIn) };
}

function viewSignIn(method: PageSignIn): SignInView {
  const { kind, label, help, scopes, readScopes = scopes, needsClientSecret } = method;
  const { host = '', port = null, path = '' } = method.kind === 'code' ? method.redirect : {};
  const redirectUri = method.kind === 'code' ? `http://${host}${port === null ? '' : `:${port}`}${path}` : null;
  return { kind, label, help, scopes, readScopes, needsClientSecret, redirectUri };
}
