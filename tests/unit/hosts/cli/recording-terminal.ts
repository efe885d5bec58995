import type { Terminal } from '../../../../src-main/hosts/cli/terminal.ts';

export interface RecordingTerminal extends Terminal {
  readonly stdout: string;
  readonly stderr: string;
}

/** Keeps what was written to it; without colour, like a pipe, unless told otherwise. */
export function createRecordingTerminal(
  options: Partial<Pick<Terminal, 'columns' | 'drawable' | 'isOutTerminal'>> = {},
): RecordingTerminal {
  let stdout = '';
  let stderr = '';
  return {
    columns: Number.POSITIVE_INFINITY,
    drawable: null,
    isOutTerminal: false,
    ...options,
    out: async (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    tone: (_tone, text) => text,
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
  };
}
