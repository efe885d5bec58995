// npm run gallery: serves a page of links to every screen in every state, on this computer only.
import { ensureInstalled } from './lib/install.mjs';
import { at, runMain } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

await runMain(async () => {
  ensureInstalled();
  const { code } = await runNode(at('tests', 'gallery', 'serve.ts'));
  return code;
});
