// npm run screenshots: pictures of every screen and component in every state (tests/gallery). Options: --folder, --only, --look, --width, --check, --readme.
import { chromiumOrReason } from './lib/chromium.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { at, runMain, Stop } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

await runMain(async () => {
  ensureInstalled();
  const found = await chromiumOrReason();
  if ('reason' in found) throw new Stop(`There can be no pictures, because ${found.reason}.`);
  const env = { CHROMIUM_PATH: found.path };
  const { code } = await runNode(at('tests', 'gallery', 'screenshots.ts'), process.argv.slice(2), { env });
  return code;
});
