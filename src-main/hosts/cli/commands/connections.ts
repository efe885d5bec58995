import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { ConnectionView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { plainLine } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { shellWord } from '../text/words.ts';
import { howToRegister, kinds, noClientId, type SignInOptions, signInOverPages } from './sign-in-pages.ts';
import { takeSecret } from './take-secret.ts';
import { exitCodeOfFailure, testText } from './test-text.ts';

export function addConnections(program: Command, cli: Cli): void {
  const noun = program.command('connections').description('accounts at services');
  noun
    .command('add <connector>')
    .description('sign in to a service; "connectors list" says what it needs')
    .requiredOption('--name <name>', 'how profiles call it')
    .option('--url <address>', 'address of the service')
    .option('--username <name>', 'account there')
    .option('--secret-stdin', 'read the password or token from standard input, or ask for it at a terminal')
    .option('--secret-env <variable>', 'take the password or token from this environment variable')
    .addOption(signInOption())
    .option('--client-id <id>', 'of your app at the service; its secret, if needed, comes with --secret-…')
    .option(
      '--certificate <file>',
      'certificate of the server or of its authority (PEM), where no public one signed it',
    )
    .option('--option <key=value...>', 'what else the connector asks for')
    .addOption(new Option('--secret <value>').hideHelp())
    .addOption(new Option('--password <value>').hideHelp())
    .addOption(new Option('--token <value>').hideHelp())
    .action((connector: string, options: AddOptions) => cli.answer(addConnection(cli, connector, options)));
  noun
    .command('list')
    .description('all connections; never their secrets')
    .action(() => cli.answer(listConnections(cli)));
  noun
    .command('sign-in <name>')
    .description('sign in again, because the old sign-in, password or token is no longer accepted')
    .addOption(signInOption())
    .option('--client-id <id>', 'of your app at the service; default: the one used last')
    .option('--secret-stdin', 'read the password or token from standard input, or ask for it at a terminal')
    .option('--secret-env <variable>', 'take the password or token from this environment variable')
    .addOption(new Option('--secret <value>').hideHelp())
    .action((name: string, options: SignInOptions) => cli.answer(signIn(cli, name, options)));
  noun
    .command('test <name>')
    .description('try it, reading only')
    .action((name: string) => cli.answer(testConnection(cli, name)));
  noun
    .command('containers <name>')
    .description('lists, projects or boards that its account can see')
    .action((name: string) => cli.answer(listContainers(cli, name)));
  noun
    .command('certificate <name> [file]')
    .description('trust this certificate (PEM) at its server, and no other; without a file: as the system does')
    .action((name: string, file: string | undefined) => cli.answer(changeCertificate(cli, name, file)));
  noun
    .command('remove <name>')
    .description('forget it and its secret; nothing is deleted at the service')
    .action((name: string) => cli.answer(removeConnection(cli, name)));
}

function signInOption(): Option {
  return new Option('--sign-in <way>', "over the service's own pages").choices(Object.keys(kinds));
}

interface AddOptions extends SignInOptions {
  readonly name: string;
  readonly url?: string;
  readonly username?: string;
  readonly option?: readonly string[];
  readonly certificate?: string;
}

async function addConnection(cli: Cli, connector: string, options: AddOptions): Promise<Answer> {
  const { name, url = null, username = null, option = [] } = options;
  refuseCredentials(url);
  const certificate = options.certificate === undefined ? null : await readCertificate(options.certificate);
  const parsed = { ...parseOptions(option), ...(certificate === null ? {} : { certificate }) };
  await refuseSecretOptions(cli, connector, Object.keys(parsed));
  const secret = await takeSecret(options, cli.env);
  if (options.signIn !== undefined) {
    const kind = kinds[options.signIn];
    const { clientId } = options;
    if (clientId === undefined) throw noClientId(await howToRegister(cli, connector, kind));
    const asked = { name, connector, url, username, secret: null, options: parsed, signIn: { kind, clientId } };
    await cli.call('connections.add', asked);
    return await signInOverPages(cli, { name, kind, clientId, clientSecret: secret });
  }
  const connection = await cli.call('connections.add', { name, connector, url, username, secret, options: parsed });
  return {
    json: connection,
    text: () =>
      `Added ${plainLine(connection.name)}. Try it: tasksync connections test ${shellWord(plainLine(connection.name))}`,
    confirmation: true,
  };
}

async function signIn(cli: Cli, name: string, options: SignInOptions): Promise<Answer> {
  const secret = await takeSecret(options, cli.env);
  const known = (await cli.call('connections.list', {})).find((connection) => connection.name === name)?.signIn;
  const kind = options.signIn === undefined ? known?.kind : kinds[options.signIn];
  if (kind !== undefined && (options.signIn !== undefined || secret === null)) {
    return await signInOverPages(cli, { name, kind, clientId: options.clientId, clientSecret: secret });
  }
  if (secret === null) {
    throw new TaskSyncError(
      'invalid-input',
      'Say where the new secret comes from: --secret-stdin or --secret-env; or --sign-in browser or device. Nothing was changed.',
    );
  }
  const test = await cli.call('connections.signIn', { name, secret });
  const exitCode = test.ok ? exitCodes.done : await exitCodeOfFailure(cli, name);
  return { json: test, text: () => testText(test), exitCode };
}

async function changeCertificate(cli: Cli, name: string, file: string | undefined): Promise<Answer> {
  const certificate = file === undefined ? null : await readCertificate(file);
  const connection = await cli.call('connections.change', { name, certificate });
  const what = certificate === null ? 'what the system trusts' : 'this certificate alone';
  return {
    json: connection,
    text: () =>
      `${plainLine(name)} trusts ${what} now. Its test shows the fingerprint: tasksync connections test ${shellWord(plainLine(name))}`,
    confirmation: true,
  };
}

async function readCertificate(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new TaskSyncError(
      'invalid-input',
      `The certificate ${file} cannot be read. Nothing was changed. Check its path.`,
      {
        cause,
      },
    );
  }
}

function parseOptions(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
      throw new TaskSyncError('invalid-input', '--option takes key=value. Nothing was stored.');
    }),
  );
}

/** An address with a password in it would show the password in every list. */
function refuseCredentials(url: string | null): void {
  const parsed = url === null ? null : URL.parse(url);
  if (!parsed?.password && !parsed?.username) return;
  throw new TaskSyncError(
    'invalid-input',
    'The address carries a user name or password. Nothing was stored. Give them with --username and --secret-stdin.',
  );
}

async function refuseSecretOptions(cli: Cli, connector: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const config = (await cli.call('connectors.list', {})).find(({ id }) => id === connector)?.config ?? [];
  const secret = config.find(({ key, kind }) => kind === 'secret' && keys.includes(key));
  if (secret === undefined && !keys.includes('secret')) return;
  throw new TaskSyncError(
    'invalid-input',
    'A secret is not an --option, because options are shown in lists. Nothing was stored. Give it with --secret-stdin or --secret-env.',
  );
}

async function listConnections(cli: Cli): Promise<Answer> {
  const connections = await cli.call('connections.list', {});
  const row = ({ name, connector, url, username, needsSignIn, profiles }: ConnectionView): readonly string[] =>
    [name, connector, url ?? '', needsSignIn ? 'sign in again' : (username ?? ''), profiles.join(', ')].map(plainLine);
  return {
    json: connections,
    text: () =>
      connections.length === 0
        ? 'No connections yet. Start with: tasksync connectors list'
        : table(
            [
              { title: 'NAME' },
              { title: 'CONNECTOR' },
              { title: 'ADDRESS', flexible: true },
              { title: 'ACCOUNT' },
              { title: 'PROFILES', flexible: true },
            ],
            connections.map(row),
            cli.terminal.columns,
          ),
  };
}

async function testConnection(cli: Cli, name: string): Promise<Answer> {
  const test = await cli.call('connections.test', { name });
  const exitCode = test.ok ? exitCodes.done : await exitCodeOfFailure(cli, name);
  return { json: test, text: () => testText(test), exitCode };
}

async function listContainers(cli: Cli, name: string): Promise<Answer> {
  const containers = await cli.call('connections.containers', { name });
  return {
    json: containers,
    text: () =>
      containers.length === 0
        ? `The account of ${plainLine(name)} can see no lists.`
        : table(
            [{ title: 'CONTAINER', flexible: true }, { title: 'NAME', flexible: true }, { title: 'CAN BE' }],
            containers.map(({ id, name: title, writable }) => [
              plainLine(id),
              plainLine(title),
              writable ? 'read and written' : 'read',
            ]),
            cli.terminal.columns,
          ),
  };
}

async function removeConnection(cli: Cli, name: string): Promise<Answer> {
  await cli.call('connections.remove', { name });
  return { json: null, text: () => `Removed ${plainLine(name)} and its secret.`, confirmation: true };
}
