// npm test: installs what is missing, then everything that can be checked on this machine.
import { ensureInstalled } from './lib/install.mjs';
import { report } from './lib/report.mjs';
import { runMain } from './lib/root.mjs';
import { browserTests, bundles, layers, lintAndFormat, nodeTests, seededBugs, types, unused } from './lib/steps.mjs';

await runMain(async () => {
  ensureInstalled();
  return report([types, lintAndFormat, unused, bundles, layers, nodeTests, seededBugs, browserTests]);
});
