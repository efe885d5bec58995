// npm run sim: plays seeded sessions of the whole engine in a simulated world. See tests/world/README.md.
import { ensureInstalled } from './lib/install.mjs';
import { at, runMain } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

await runMain(async () => {
  ensureInstalled();
  const { code } = await runNode(at('tests', 'world', 'main.ts'), process.argv.slice(2));
  return code;
});
