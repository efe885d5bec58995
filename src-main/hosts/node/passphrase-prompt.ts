import { openSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { ReadStream } from 'node:tty';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** Asks for the passphrase of the secrets; a new one twice. Null: nobody is at a terminal. */
export async function askPassphrase(what: 'new' | 'known'): Promise<string | null> {
  if (what === 'known') return readHidden('Passphrase of the stored secrets: ');
  const first = await readHidden('Choose a passphrase for the stored secrets (this computer offers no keychain): ');
  if (first === null) return null;
  if ((await readHidden('The same passphrase again: ')) === first) return first;
  throw new TaskSyncError('no-keychain', 'The two passphrases were not the same. Nothing was stored. Try again.');
}

/**
 * Reads one line without showing it. The question goes to standard error, because standard output belongs to the
 * command's result; the answer comes from the terminal itself when standard input is a pipe. Null: no terminal.
 */
export async function readHidden(question: string): Promise<string | null> {
  if (!process.stderr.isTTY) return null;
  const terminal = openTerminal();
  if (terminal === null) return null;
  process.stderr.write(question);
  terminal.setRawMode(true);
  try {
    return await readLine(terminal);
  } finally {
    terminal.setRawMode(false);
    terminal.pause();
    if (terminal !== process.stdin) terminal.destroy();
    process.stderr.write('\n');
  }
}

function openTerminal(): ReadStream | null {
  if (process.stdin.isTTY) return process.stdin;
  if (process.platform === 'win32') return null;
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch {
    return null;
  }
}

const enter = new Set(['\r', '\n', '\u0004']);
const erase = new Set(['\b', '\u007f']);
const interrupt = '\u0003';

async function readLine(terminal: ReadStream): Promise<string> {
  const decoder = new StringDecoder('utf8');
  let typed: string[] = [];
  // The stream is only borrowed: leaving the loop must not close standard input.
  for await (const bytes of terminal.iterator({ destroyOnReturn: false })) {
    for (const letter of decoder.write(bytes)) {
      if (letter === interrupt) throw new TaskSyncError('cancelled', 'Stopped as asked.');
      if (enter.has(letter)) return typed.join('');
      if (erase.has(letter)) typed = typed.slice(0, -1);
      else typed.push(letter);
    }
  }
  return typed.join('');
}
