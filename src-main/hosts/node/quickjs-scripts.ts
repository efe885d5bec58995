import type { ScriptRunner, Scripts } from '../../../src-shared/ports/script-runner.ts';

let open: Promise<Scripts> | null = null;

/** Scripts of profiles. Loaded when needed, into a chunk of its own: it is also what the thread is started with. */
export const quickjsScripts: ScriptRunner = {
  load: () => {
    open ??= import('./script-worker.ts').then(({ openScripts }) => openScripts());
    return open;
  },
};
