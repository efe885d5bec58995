// npm run bench: how long a sync takes, beside a bare client and beside vdirsyncer. See docs/benchmark.md.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { at, runMain } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

await runMain(async () => {
  ensureInstalled();
  await ensureBuilt();
  const { code } = await runNode(at('tests', 'bench', 'main.ts'), process.argv.slice(2));
  return code;
});
