// npm run mutants: puts known bugs into the program, one after the other, and sees which test notices. See tests/mutants/README.md.
import { ensureInstalled } from './lib/install.mjs';
import { at, runMain } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

await runMain(async () => {
  ensureInstalled();
  const { code } = await runNode(at('tests', 'mutants', 'main.ts'), process.argv.slice(2));
  return code;
});
