import type { SignInStart } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { onInterrupt } from '../interrupt.ts';
import { plainLine } from '../text/plain.ts';
import type { SecretSource } from './take-secret.ts';
import { exitCodeOfFailure, testText } from './test-text.ts';

/** What people say, and what the API calls it. */
export const kinds = { browser: 'code', device: 'device' } as const;
type Kind = (typeof kinds)[keyof typeof kinds];

export interface SignInOptions extends SecretSource {
  readonly signIn?: keyof typeof kinds;
  readonly clientId?: string;
}

interface Asked {
  readonly name: string;
  readonly kind: Kind;
  readonly clientId: string | undefined;
  readonly clientSecret: string | null;
}

/** Leads the person to the service's own page, and waits until it is done. What to do is said on standard error. */
export async function signInOverPages(cli: Cli, { name, kind, clientId, clientSecret }: Asked): Promise<Answer> {
  const { terminal } = cli;
  const start = await cli.call('connections.beginSignIn', {
    ...{ name, kind },
    ...(clientId === undefined ? {} : { clientId }),
    ...(clientSecret === null ? {} : { clientSecret }),
  });
  terminal.err(`${whatToDo(start)}\n`);
  const { attempt } = start;
  const finishing = cli.call('connections.finishSignIn', { attempt });
  const release = onInterrupt(terminal, 'Stopping …', () => {
    void cli.call('connections.cancelSignIn', { attempt }).catch(() => undefined);
  });
  const test = await finishing.finally(release);
  const exitCode = test.ok ? exitCodes.done : await exitCodeOfFailure(cli, name);
  return { json: test, text: () => testText(test), exitCode };
}

function whatToDo({ address, code, expiresAt, isOpened }: SignInStart): string {
  const until = new Date(expiresAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const page = plainLine(address);
  if (code !== null) return `Open ${page} and enter this code, until ${until}: ${plainLine(code)}`;
  return isOpened
    ? `Your browser shows where to sign in, until ${until}. If it does not, open this address in it:\n${page}`
    : `Open this address in a browser of this computer, until ${until}:\n${page}`;
}

/** What the connector says about registering an app; empty where there is nothing of the kind. */
export async function howToRegister(cli: Cli, connector: string, kind: Kind): Promise<string> {
  const found = (await cli.call('connectors.list', {})).find(({ id }) => id === connector);
  const way = found?.signIn?.find((one) => one.kind === kind);
  return way === undefined ? '' : ` ${way.help}`;
}

export function noClientId(help: string): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    `--sign-in needs --client-id, the id of an app that you register at the service. Nothing was stored.${help}`,
  );
}
