import { registerHooks } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chosenMutant, mutate, root } from './apply-mutant.ts';

/** For programs outside vitest: `node --import ./tests/mutants/register.ts program.ts`, with TASKSYNC_MUTANT in the environment. */
const mutant = chosenMutant();
if (mutant) {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.startsWith('file:')) return loaded;
      const file = relative(root, fileURLToPath(url)).replaceAll('\\', '/');
      if (!mutant.edits.some((edit) => edit.file === file)) return loaded;
      return { ...loaded, source: mutate(mutant, file, String(loaded.source)) };
    },
  });
}
