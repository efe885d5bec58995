// npm run bench:ui: how quick the app is to the hand, with 50,000 tasks. See docs/benchmark.md.
import { ensureBuilt } from './lib/build.mjs';
import { chromiumOrReason } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { at, runMain, Stop } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

await runMain(async () => {
  ensureInstalled();
  await ensureBuilt();
  const browser = await chromiumOrReason();
  if ('reason' in browser) throw new Stop(browser.reason);
  const env = { CHROMIUM_PATH: browser.path };
  const { code } = await runNode(at('tests', 'bench-ui', 'main.ts'), process.argv.slice(2), { env });
  return code;
});
