// node scripts/electron-age.mjs: whether our Electron is a supported one and not long behind its own fixes (SEC-06).
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { npm } from './lib/install.mjs';
import { judgeElectron } from './lib/judge-electron.mjs';
import { at, runMain } from './lib/root.mjs';

await runMain(async () => {
  const { devDependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const { command, args } = npm('view', 'electron', 'time', '--json');
  const released = JSON.parse(execFileSync(command, args, { encoding: 'utf8', maxBuffer: 50_000_000 }));
  const complaints = judgeElectron(devDependencies.electron, released, Date.now());
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length === 0) console.log(`Electron ${devDependencies.electron} is supported and up to date.`);
  return complaints.length === 0 ? 0 : 1;
});
