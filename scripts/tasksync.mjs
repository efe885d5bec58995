// npm run -s tasksync -- <arguments>: the command line, built first when needed. stdout is the command's alone.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { at, runMain } from './lib/root.mjs';
import { runNode } from './lib/run.mjs';

await runMain(async () => {
  ensureInstalled();
  await ensureBuilt();
  // npm moves to the project's folder; a file named on the command line is where the person is.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const { code } = await runNode(at('out', 'cli', 'index.js'), process.argv.slice(2), { cwd });
  return code;
});
