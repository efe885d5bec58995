// npm run soak -- [--minutes M] [--servers left,right] [--seed N] [--diary]: real servers, faults, kills; by hand and before a release.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { at, runMain } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

await runMain(async () => {
  ensureInstalled();
  await ensureBuilt();
  const { code } = await runNode(at('tests', 'soak', 'main.ts'), process.argv.slice(2));
  return code;
});
