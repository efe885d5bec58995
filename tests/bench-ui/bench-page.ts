import type { Browser, CDPSession, Page } from '@playwright/test';
import { type Host, type ProcessUse, readUse } from './host.ts';
import { installProbe } from './page-probe.ts';
import { type Measured, percentile } from './report.ts';

/** A page of the host with the list of tasks in it, and an idle page beside it that shows how busy the machine is. */
export interface BenchPage {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly host: Host;
  /** When its first rows were there, on the clock of `performance`. */
  readonly shownAt: number;
  /** See `Measured`. */
  noise(): Promise<number>;
  /** How long after the event the page shows it. */
  after(event: string, isShown: () => boolean, act: () => Promise<void>): Promise<number>;
  rendererUse(): Promise<ProcessUse | null>;
  close(): Promise<void>;
}

export const viewport = { width: 1280, height: 800 };

export async function openPage(browser: Browser, host: Host, link = host.link): Promise<BenchPage> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.addInitScript(installProbe);
  await page.goto(link);
  await listIsShown(page);
  const shownAt = performance.now();
  const cdp = await context.newCDPSession(page);
  const idle = await context.newPage();
  await idle.addInitScript(installProbe);
  await idle.goto('about:blank');
  await page.bringToFront();
  return {
    ...{ page, cdp, host, shownAt },
    noise: async () => {
      await idle.bringToFront();
      const times = await idle.evaluate(() => window.bench.sameWork(2_000));
      await page.bringToFront();
      return percentile(times, 0.95) / Math.min(...times);
    },
    after: async (event, isShown, act) => {
      const condition = await page.evaluateHandle(`(${isShown})`);
      // Playwright answers before the listener is there unless it is asked twice.
      const time = page.evaluate(
        ([name, shown]) => window.bench.after(name as string, shown as unknown as () => boolean),
        [event, condition] as const,
      );
      await page.evaluate(() => undefined);
      await act();
      return await time;
    },
    rendererUse: async () => {
      const session = await browser.newBrowserCDPSession();
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      await session.detach();
      const uses = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => readUse(id));
      // The idle page has little; ours is the largest.
      return uses.filter((use) => use !== null).toSorted((a, b) => b.rssMb - a.rssMb)[0] ?? null;
    },
    close: () => context.close(),
  };
}

/** Its first rows are there. */
export async function listIsShown(page: Page): Promise<void> {
  await page.locator('[role=grid] tbody tr[aria-busy=false]').first().waitFor();
}

/** Opens another address of the page, and waits for its list. */
export async function showTasks(page: Page, search = ''): Promise<void> {
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `#/tasks${search === '' ? '' : `?q=${encodeURIComponent(search)}`}`,
  );
  await page.waitForTimeout(600);
  await listIsShown(page);
}

export function measured(
  what: string,
  unit: Measured['unit'],
  samples: readonly number[],
  more: Partial<Omit<Measured, 'what' | 'unit' | 'samples'>> = {},
): Measured {
  return { what, unit, samples, target: null, noise: null, ...more };
}
