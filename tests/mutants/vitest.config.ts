import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.config.ts';
import { chosenMutant, mutate, root } from './apply-mutant.ts';

/** The tests as they are, on a program with one bug in it: the file on the disk is not touched. */
export default defineConfig({
  root,
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform(source, id) {
        const mutant = chosenMutant();
        const file = relative(root, id.split('?')[0] ?? id).replaceAll('\\', '/');
        return mutant?.edits.some((edit) => edit.file === file) ? mutate(mutant, file, source) : null;
      },
    },
  ],
  // A module with a bug in it must not be kept for another run.
  test: { ...shared, fsModuleCache: false, testTimeout: 120_000, maxWorkers: '100%', include: ['tests/**/*.test.ts'] },
});
