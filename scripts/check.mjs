// npm run check: what to run before every commit; under a minute.
import { ensureInstalled } from './lib/install.mjs';
import { report } from './lib/report.mjs';
import { runMain } from './lib/root.mjs';
import { bundles, layers, lintAndFormat, types, unit, unused } from './lib/steps.mjs';

await runMain(async () => {
  ensureInstalled();
  return report([types, lintAndFormat, unused, bundles, layers, unit]);
});
