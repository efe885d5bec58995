// npm start: installs and builds what is missing, then opens the app in a window, or in the browser and says why.
import { ensureBuilt } from './lib/build.mjs';
import { electronOrReason } from './lib/electron.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { at, root, runMain } from './lib/root.mjs';
import { run, runNode } from './lib/run.mjs';

/** An Electron that ends badly this soon could not open its window (a library of the system is missing, say). */
const earlyMs = 5_000;

await runMain(async () => {
  ensureInstalled();
  await ensureBuilt();
  const electron = await electronOrReason();
  if ('reason' in electron) return openInBrowser(electron.reason);
  console.log('Opening Task Sync in its own window.');
  const { code, ms } = await run(electron.path, [root, ...process.argv.slice(2)]);
  return code !== 0 && ms < earlyMs ? openInBrowser('Electron could not open its window (see above)') : code;
});

/** @param {string} reason */
async function openInBrowser(reason) {
  console.log(`Opening Task Sync in the browser, because ${reason}.`);
  const { code } = await runNode(at('out', 'cli', 'index.js'), ['serve', '--open', ...process.argv.slice(2)]);
  return code;
}
