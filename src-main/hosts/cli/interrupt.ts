import { exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/**
 * Ctrl-C, or the signal with which a system ends programs: the first one asks for an orderly end, the second one leaves
 * at once. Returns the function that gives the signals back.
 */
export function onInterrupt(terminal: Terminal, words: string, end: () => void): () => void {
  let asked = false;
  const interrupt = (): void => {
    if (asked) process.exit(exitCodes.stopped);
    asked = true;
    terminal.err(`${terminal.drawable === null ? '' : '\n'}${words}\n`);
    end();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return () => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
}

/** Resolves when the program is asked to end. */
export function untilInterrupted(terminal: Terminal, words: string): Promise<void> {
  return new Promise((resolve) => {
    onInterrupt(terminal, words, resolve);
  });
}
