import { writeFileSync } from 'node:fs';

/** Loaded before the command line with `--import`: what the process used is known only to itself, at its end. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, maxRssMb: maxRSS / 1024 };
  const file = process.env['TASKSYNC_USAGE_FILE'];
  if (file) writeFileSync(file, JSON.stringify(usage));
});
