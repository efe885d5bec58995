import { type BenchPage, measured, showTasks } from './bench-page.ts';
import { readUse } from './host.ts';
import type { Measured } from './report.ts';

/** The page's memory before and after it was scrolled for a while, and once more: what grows, grows in the second half too. */
export async function measureMemory(bench: BenchPage, ms: number): Promise<readonly Measured[]> {
  const { page, cdp } = bench;
  await showTasks(page);
  await cdp.send('Performance.enable');
  const heap = async () => {
    await cdp.send('HeapProfiler.collectGarbage');
    const { metrics } = await cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 2 ** 20;
  };
  const heaps = [await heap()];
  for (let half = 0; half < 2; half++) {
    await page.evaluate(async (length) => {
      const grid = document.querySelector('[role=grid]');
      let step = 700;
      await window.bench.frames(length, () => {
        if (!grid) return;
        if (grid.scrollTop + grid.clientHeight >= grid.scrollHeight - 1 || (step < 0 && grid.scrollTop === 0))
          step = -step;
        grid.scrollBy(0, step);
      });
    }, ms);
    heaps.push(await heap());
  }
  const [before = 0, middle = 0, end = 0] = heaps;
  const renderer = await bench.rendererUse();
  return [
    measured('memory: heap after scrolling', 'MB', [end], { note: `${before.toFixed(1)} before` }),
    measured('memory: growth in the second half', '%', [(end / middle - 1) * 100], { target: 5 }),
    ...(renderer ? [measured('memory: process of the page', 'MB', [renderer.rssMb], { target: 350 })] : []),
  ];
}

/** Nobody does anything. */
export async function measureIdle(bench: BenchPage, ms: number): Promise<readonly Measured[]> {
  await showTasks(bench.page);
  await bench.page.waitForTimeout(2_000);
  const read = async () => [readUse(bench.host.pid), await bench.rendererUse()] as const;
  const before = await read();
  await bench.page.waitForTimeout(ms);
  const after = await read();
  return ['host', 'page'].flatMap((name, index) => {
    const [from, to] = [before[index], after[index]];
    if (!from || !to) return [];
    return [
      measured(`idle: CPU of the ${name}`, '%', [((to.cpuMs - from.cpuMs) / ms) * 100], { target: 0.5 }),
      measured(`idle: wake-ups of the ${name}`, '/s', [((to.wakeUps - from.wakeUps) / ms) * 1000], { target: 2 }),
    ];
  });
}
