// npm run coverage [-- tests/unit …]: which lines of core, connectors and shared code the tests run. The report is in out/coverage.
// What runs in processes of their own (the command line, scripts, the simulated worlds' workers) is not counted.
import { ensureInstalled } from './lib/install.mjs';
import { commandFile, runMain } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

const counted = ['src-shared/**/*.ts', 'src-main/core/**/*.ts', 'src-main/connectors/**/*.ts'];

await runMain(async () => {
  ensureInstalled();
  const include = counted.map((files) => `--coverage.include=${files}`);
  const { code } = await runNode(commandFile('vitest', 'vitest'), [
    ...['run', '--project', 'node', '--reporter=minimal', '--coverage.enabled', '--coverage.provider=v8'],
    ...['--coverage.reporter=text-summary', '--coverage.reporter=html', '--coverage.reporter=json-summary'],
    ...['--coverage.reportsDirectory=out/coverage', '--coverage.reportOnFailure', ...include],
    ...(process.argv.length > 2 ? process.argv.slice(2) : ['--exclude', 'tests/architecture/**']),
  ]);
  return code;
});
