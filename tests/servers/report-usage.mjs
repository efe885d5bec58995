import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loaded before the command line with `--import`: what the process used is known only to itself, at its end. */
const resolution = 5;
const delay = monitorEventLoopDelay({ resolution });
delay.enable();

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  // The histogram counts from the last tick, so its own pause is in every value.
  const late = (/** @type {number} */ nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolution);
  const usage = {
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    maxRssMb: maxRSS / 1024,
    loopP99Ms: late(delay.percentile(99)),
    loopMaxMs: late(delay.max),
  };
  const file = process.env['TASKSYNC_USAGE_FILE'];
  if (file) writeFileSync(file, JSON.stringify(usage));
});
