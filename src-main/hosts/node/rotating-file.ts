import { appendFileSync, chmodSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../src-shared/ports/ports.ts';

export interface RotatingFileOptions {
  readonly folder: string;
  /** Of the file that is written; full ones stand beside it with the time in their names. */
  readonly name: string;
  readonly mostBytes: number;
  /** The one that is written included. */
  readonly mostFiles: number;
  readonly clock: Clock;
}

export interface RotatingFile {
  /** Never throws, and never waits for anything but the disk: a log must not stop what it tells of (SEC-61). */
  write(text: string): void;
  /** Oldest first. */
  files(): readonly string[];
}

/**
 * Lines in a file that is closed when it is full or its day (UTC) is over, and of which only the last ones are kept. Several
 * programs may write at once: each line is appended by one call, and whoever comes second finds that the file was closed
 * already. Nothing is held open and nothing is in memory, so a program that ends at once has lost nothing.
 */
export function openRotatingFile({ folder, name, mostBytes, mostFiles, clock }: RotatingFileOptions): RotatingFile {
  const current = join(folder, `${name}.log`);
  const pattern = new RegExp(`^${name}\\.\\d{8}T\\d{9}Z\\.log$`);
  let lost = 0;
  let isMade = false;

  const closed = (): readonly string[] => {
    try {
      return readdirSync(folder)
        .filter((entry) => pattern.test(entry))
        .sort();
    } catch {
      return [];
    }
  };
  const rotate = (bytes: number): void => {
    const known = statSync(current, { throwIfNoEntry: false });
    if (known === undefined) return;
    const now = clock.now();
    if (known.size + bytes <= mostBytes && dayOf(known.mtimeMs) === dayOf(now)) return;
    const stamp = new Date(now).toISOString().replace(/[-:.]/g, '');
    renameSync(current, join(folder, `${name}.${stamp}.log`));
    for (const old of closed().slice(0, 1 - mostFiles)) rmSync(join(folder, old), { force: true });
  };
  const make = (): void => {
    if (isMade) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    isMade = true;
  };
  const append = (text: string): void => {
    make();
    rotate(Buffer.byteLength(text));
    appendFileSync(current, text, { mode: 0o600 });
  };

  return {
    write: (text) => {
      try {
        // Half a line may stand there since the disk was full.
        append(lost > 0 ? `\n${text}` : text);
        lost = 0;
      } catch {
        lost += 1;
        isMade = false;
      }
    },
    files: () =>
      [...closed(), ...(statSync(current, { throwIfNoEntry: false }) ? [`${name}.log`] : [])].map((entry) =>
        join(folder, entry),
      ),
  };
}

function dayOf(time: number): number {
  return Math.floor(time / 86_400_000);
}
