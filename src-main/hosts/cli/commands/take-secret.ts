import { TaskSyncError } from '../../../../src-shared/errors.ts';
import { takeVariable } from '../../node/take-variable.ts';
import { readStdin } from '../read-stdin.ts';

export interface SecretSource {
  readonly secretStdin?: boolean;
  readonly secretEnv?: string;
  /** Offered by habit, and always refused. */
  readonly secret?: string;
  readonly password?: string;
  readonly token?: string;
}

/** The secret from where it is safe to take it; null: none was offered. */
export async function takeSecret(source: SecretSource, env: NodeJS.ProcessEnv): Promise<string | null> {
  const { secretStdin, secretEnv, secret, password, token } = source;
  if ([secret, password, token].some((value) => value !== undefined)) throw onCommandLine();
  if (secretStdin && secretEnv !== undefined) {
    throw new TaskSyncError('invalid-input', 'Choose one of --secret-stdin and --secret-env. Nothing was stored.');
  }
  if (secretEnv !== undefined) return fromEnvironment(secretEnv, env);
  return secretStdin ? fromStandardInput() : null;
}

function onCommandLine(): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    'A secret on the command line can be read by other programs and stays in the history of the shell. Nothing was stored. Use --secret-stdin or --secret-env VARIABLE, and best change this secret at the service.',
  );
}

function fromEnvironment(variable: string, env: NodeJS.ProcessEnv): string {
  const value = takeVariable(env, variable);
  if (value) return value;
  // The name is not repeated: by mistake it may be the secret itself.
  throw new TaskSyncError(
    'invalid-input',
    'The environment variable that --secret-env names is not set. Nothing was stored.',
  );
}

async function fromStandardInput(): Promise<string> {
  const text = process.stdin.isTTY ? await askForIt() : await readStdin();
  // `echo` and editors end a line that is not part of the secret.
  const value = text.replace(/\r?\n$/, '');
  if (value !== '') return value;
  throw new TaskSyncError('invalid-input', 'Standard input held no secret. Nothing was stored.');
}

async function askForIt(): Promise<string> {
  const { readHidden } = await import('../../node/passphrase-prompt.ts');
  return (await readHidden('Password or token: ')) ?? '';
}
