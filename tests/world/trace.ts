import { createHash } from 'node:crypto';

/** Everything that happened, line by line: the same seed gives the same lines (T11). */
export interface Trace {
  readonly lines: readonly string[];
  add(line: string): void;
  hash(): string;
}

export function createTrace(): Trace {
  const lines: string[] = [];
  return {
    lines,
    add: (line) => {
      lines.push(line);
    },
    hash: () => createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16),
  };
}
