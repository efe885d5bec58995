// npm run docs: builds the site of docs/ into out/docs and fails on a dead link; npm run docs -- dev shows it while it is written.
import { ensureInstalled } from './lib/install.mjs';
import { at, runMain } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

await runMain(async () => {
  ensureInstalled();
  const [command = 'build', ...more] = process.argv.slice(2);
  const { code } = await runNode(at('node_modules', 'vitepress', 'bin', 'vitepress.js'), [command, 'docs', ...more]);
  return code;
});
