import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts `hold-transaction.ts` on the file and waits until it is inside its transaction. */
export async function startHolder(file: string): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./hold-transaction.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the program ended early'))),
  ]);
  return child;
}

/** As a power cut for the program: nothing of its own runs any more. */
export async function killAtOnce(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
