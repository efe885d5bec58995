import type { Browser } from '@playwright/test';
import { type BenchPage, measured, showTasks } from './bench-page.ts';
import { type Measured, percentile } from './report.ts';

const ms = 10_000;

/** Ten seconds with the wheel as fast as it turns, and ten with the whole list passing under the thumb of the scroll bar. */
export async function measureScrolling(browser: Browser, bench: BenchPage, when = ''): Promise<readonly Measured[]> {
  await showTasks(bench.page);
  const wheel = await scroll(browser, bench, `wheel, 8,000 px/s${when}`, () => wheelFor(bench));
  await bench.page.evaluate(() => document.querySelector('[role=grid]')?.scrollTo(0, 0));
  const jumps = await scroll(browser, bench, `2,000 px a frame${when}`, () => Promise.resolve(), 2_000);
  return [...wheel, ...jumps];
}

async function scroll(
  browser: Browser,
  bench: BenchPage,
  what: string,
  act: () => Promise<void>,
  step = 0,
): Promise<readonly Measured[]> {
  const { page } = bench;
  const noise = await bench.noise();
  await browser.startTracing(page, {
    categories: ['devtools.timeline.frame', 'disabled-by-default-devtools.timeline.frame'],
  });
  const counted = page.evaluate(
    async ([length, pixels]) => {
      const grid = document.querySelector('[role=grid]');
      let blank = 0;
      const frames = await window.bench.frames(length, () => {
        if (pixels > 0) grid?.scrollBy(0, pixels);
        const box = grid?.getBoundingClientRect();
        const at = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        const row = at?.closest('tr');
        if (!row || row.ariaBusy === 'true') blank++;
      });
      return { frames, blank };
    },
    [ms, step] as const,
  );
  await act();
  const { frames, blank } = await counted;
  const drawn = drawnIn(await browser.stopTracing());
  const isFling = step === 0;
  const late = frames.filter((length) => length > 32).length / frames.length;
  const perSecond = (count: number) => (count / frames.reduce((sum, length) => sum + length, 0)) * 1000;
  return [
    measured(`scroll: ${what}: fps`, 'fps', [perSecond(frames.length)], {
      ...{ noise, atLeast: true, target: isFling ? 55 : null },
      note: `traced ${perSecond(drawn).toFixed(0)} fps; ${(late * 100).toFixed(1)} % > 32 ms; ${((blank / frames.length) * 100).toFixed(0)} % with no row in the middle`,
    }),
    measured(`scroll: ${what}: frame`, 'ms', frames, {
      noise,
      note: `p99 ${percentile(frames, 0.99).toFixed(0)} ms`,
    }),
  ];
}

async function wheelFor({ page, cdp }: BenchPage): Promise<void> {
  const box = await page.locator('[role=grid]').boundingBox();
  const [x, y] = [(box?.x ?? 0) + 300, (box?.y ?? 0) + 300];
  const gesture = { x, y, xDistance: 0, speed: 8_000, gestureSourceType: 'mouse' } as const;
  await cdp.send('Input.synthesizeScrollGesture', { ...gesture, yDistance: (-8_000 * ms) / 1000 });
}

/** Frames that the compositor drew. */
function drawnIn(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly { name: string }[] };
  return traceEvents.filter(({ name }) => name === 'DrawFrame').length;
}
