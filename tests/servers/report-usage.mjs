import { readFileSync, writeFileSync } from 'node:fs';

/** Loaded before the command line with `--import`: what the process used is known only to itself, at its end. */
const tickMs = 5;

/** @type {number[]} */
const late = [];

// Only when asked for: four thousand ticks in twenty seconds cost a tenth of a second of CPU and more, which is not the program's.
if (process.env['TASKSYNC_MEASURE_LOOP'] === '1') {
  let last = performance.now();
  let lastWaited = waitedMs();
  setInterval(() => {
    const [now, waited] = [performance.now(), waitedMs()];
    // On a busy machine a turn is late because others have the processor, too: that is not ours.
    late.push(Math.max(0, now - last - tickMs - (waited - lastWaited)));
    [last, lastWaited] = [now, waited];
  }, tickMs).unref();
}

/** How long this thread was ready to run and had no processor; 0 where the system does not tell. */
function waitedMs() {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  late.sort((a, b) => a - b);
  const usage = {
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    maxRssMb: maxRSS / 1024,
    loopP99Ms: late[Math.floor(late.length * 0.99)] ?? null,
    loopMaxMs: late.at(-1) ?? null,
  };
  const file = process.env['TASKSYNC_USAGE_FILE'];
  if (file) writeFileSync(file, JSON.stringify(usage));
});
