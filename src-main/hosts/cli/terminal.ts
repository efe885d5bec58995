import { once } from 'node:events';
import { styleText } from 'node:util';

export type Tone = 'quiet' | 'good' | 'warning' | 'bad';

/** Where a command writes to. Its result goes to standard output, everything else to standard error. */
export interface Terminal {
  /** Resolves when the reader keeps up, so that a long list does not fill the memory. */
  out(text: string): Promise<void>;
  err(text: string): void;
  /** Columns of standard output; unlimited for a file or a pipe, where nothing is cut. */
  readonly columns: number;
  /** Columns of standard error if it is a terminal, where a line may be drawn again; else null. */
  readonly drawable: number | null;
  readonly isOutTerminal: boolean;
  /** Colour only decorates: it is left out with NO_COLOR and where nobody sees it. */
  tone(tone: Tone, text: string): string;
}

const styles = { quiet: 'dim', good: 'green', warning: 'yellow', bad: 'red' } as const;

export function createTerminal(
  stdout: NodeJS.WriteStream = process.stdout,
  stderr: NodeJS.WriteStream = process.stderr,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Terminal {
  return {
    out: async (text) => {
      if (!stdout.write(text)) await once(stdout, 'drain');
    },
    err: (text) => {
      stderr.write(text);
    },
    columns: stdout.isTTY ? stdout.columns || 80 : Number(env['COLUMNS']) || Number.POSITIVE_INFINITY,
    drawable: stderr.isTTY && env['TERM'] !== 'dumb' ? stderr.columns || 80 : null,
    isOutTerminal: stdout.isTTY === true,
    tone: (tone, text) => styleText(styles[tone], text, { stream: stdout }),
  };
}
