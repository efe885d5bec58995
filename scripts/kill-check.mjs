// node scripts/kill-check.mjs [--tasks N] [--kills N] [--seed N] [--simulated]: by hand before a release; minutes.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { at, runMain } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

await runMain(async () => {
  ensureInstalled();
  await ensureBuilt();
  const { code } = await runNode(at('tests', 'integration', 'kill-check.ts'), process.argv.slice(2));
  return code;
});
