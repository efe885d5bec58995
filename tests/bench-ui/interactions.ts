import { type BenchPage, measured, showTasks } from './bench-page.ts';
import type { Measured } from './report.ts';
import { bulkSize } from './seed.ts';

/** Keystroke → the rows that match, painted. */
export async function measureFilter(bench: BenchPage, rounds: number): Promise<Measured> {
  const { page } = bench;
  await showTasks(page);
  const noise = await bench.noise();
  const box = page.getByRole('combobox', { name: 'Search tasks' });
  const samples: number[] = [];
  for (const word of ['ticket', 'garden poster', 'keyboard', 'login 12'].slice(0, rounds)) {
    await box.focus();
    for (const letter of word) {
      const before = await page.evaluate(() => window.bench.calls.length);
      await page.evaluate((count) => Object.assign(window, { callsBefore: count }), before);
      if (letter === ' ') await page.keyboard.press('Space');
      else samples.push(await bench.after('keydown', rowsAnswered, () => page.keyboard.press(letter)));
    }
    await box.fill('');
    await page.waitForTimeout(500);
  }
  return measured('filter: keystroke → rows', 'ms', samples, { target: 80, noise });
}

/** Asked since the key, and told. Nothing was asked: the search had said the same before. */
function rowsAnswered(): boolean {
  const { bench, callsBefore } = window as unknown as Window & { callsBefore: number };
  const asked = bench.calls.slice(callsBefore).filter(({ name }) => name === 'tasks.list');
  return asked.length > 0 && asked.every(({ answeredAt }) => answeredAt !== null);
}

export async function measurePalette(bench: BenchPage, rounds: number): Promise<readonly Measured[]> {
  const { page } = bench;
  await showTasks(page);
  const noise = await bench.noise();
  const opened: number[] = [];
  const typed: number[] = [];
  for (let round = 0; round < rounds; round++) {
    opened.push(
      await bench.after(
        'keydown',
        () => document.activeElement?.matches('[role=dialog] input') === true,
        // The first key would be that of Ctrl.
        async () => {
          await page.keyboard.down('Control');
          await page.keyboard.press('k');
          await page.keyboard.up('Control');
        },
      ),
    );
    typed.push(
      await bench.after(
        'keydown',
        () => (document.activeElement as HTMLInputElement | null)?.value === 'c',
        () => page.keyboard.press('c'),
      ),
    );
    await page.keyboard.press('Escape');
    await page.locator('[role=dialog]').waitFor({ state: 'detached' });
    await page.waitForTimeout(200);
  }
  return [
    measured('palette: key → ready to type', 'ms', opened, { target: 60, noise }),
    measured('palette: letter → shown', 'ms', typed, { target: 60, noise }),
  ];
}

/** One task's status, chosen in the picker: Enter → the row says so. And what the browser itself says of all these keys. */
export async function measureEdit(bench: BenchPage, rounds: number): Promise<readonly Measured[]> {
  const { page } = bench;
  await showTasks(page);
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { interactions: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        if (entry.name === 'keydown') seen.push(entry.duration);
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  const noise = await bench.noise();
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('s');
    const word = round % 2 === 0 ? 'cancel' : 'doing';
    await page.locator('[role=dialog] input').waitFor();
    await page.keyboard.type(word);
    await page.waitForTimeout(300);
    await page.evaluate(() => {
      const text = document.querySelector('[data-current]')?.textContent;
      Object.assign(window, { rowBefore: text });
    });
    const isSame = await page.evaluate((wanted) => {
      return document.querySelector('[data-current]')?.textContent?.toLowerCase().includes(wanted) === true;
    }, word);
    if (isSame) {
      await page.keyboard.press('Escape');
      continue;
    }
    samples.push(
      await bench.after(
        'keydown',
        () => {
          const { rowBefore } = window as unknown as { rowBefore: string };
          return document.querySelector('[data-current]')?.textContent !== rowBefore;
        },
        () => page.keyboard.press('Enter'),
      ),
    );
    await page.waitForTimeout(400);
  }
  const interactions = await page.evaluate(() => (window as unknown as { interactions: number[] }).interactions);
  return [
    measured('edit: Enter → the row shows it', 'ms', samples, { target: 50, noise }),
    measured('edit: event timing of its keys', 'ms', interactions, {
      target: 100,
      noise,
      note: 'those of 16 ms and more',
    }),
  ];
}

const screens = ['Dashboard', 'Profiles', 'Conflicts', 'History', 'Connections', 'Settings', 'Tasks'] as const;

/** Press of a place → its heading and what it shows, no grey bars. */
export async function measureScreens(bench: BenchPage, rounds: number): Promise<Measured> {
  const { page } = bench;
  await showTasks(page);
  const noise = await bench.noise();
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const name of screens) {
      const link = page.getByRole('link', { name: new RegExp(`^${name}`) }).first();
      await page.evaluate((title) => Object.assign(window, { wantedTitle: title }), name);
      samples.push(
        await bench.after(
          'click',
          () => {
            const { wantedTitle } = window as unknown as { wantedTitle: string };
            const main = document.getElementById('main');
            const isThere = main?.querySelector('h1')?.textContent?.startsWith(wantedTitle) === true;
            return isThere && !main?.querySelector('[class*=skeleton], [aria-busy=true]');
          },
          () => link.click(),
        ),
      );
      await page.waitForTimeout(300);
    }
  }
  return measured('screen switch', 'ms', samples, { target: 100, noise });
}

/** All that the filter finds, in one step, while somebody else asks the host for something small all the time. */
export async function measureBulkEdit(bench: BenchPage, rounds: number): Promise<readonly Measured[]> {
  const { page } = bench;
  const noise = await bench.noise();
  const [whole, blocked, waited]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    await showTasks(page, 'label:bulk');
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+a');
    await page.getByText(`${bulkSize.toLocaleString('en-US')} selected`).waitFor();
    await page.keyboard.press('p');
    await page.locator('[role=dialog] input').waitFor();
    await page.keyboard.type(round % 2 === 0 ? 'urgent' : 'low');
    await page.waitForTimeout(1_500);
    await page.evaluate(() => {
      window.bench.longTasks.length = 0;
      Object.assign(window, { asking: askAllTheTime() });
      async function askAllTheTime(): Promise<number[]> {
        const line = await window.bench.openLine();
        const times: number[] = [];
        Object.assign(window, { isAsking: true });
        while ((window as unknown as { isAsking: boolean }).isAsking) {
          const began = performance.now();
          await line.call('connectors.list', {});
          times.push(performance.now() - began);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        line.close();
        return times;
      }
    });
    await page.waitForTimeout(300);
    whole.push(
      await bench.after(
        'keydown',
        () => document.querySelector('section[aria-label=Notices]')?.textContent?.includes('Undo') === true,
        () => page.keyboard.press('Enter'),
      ),
    );
    const { asked, long } = await page.evaluate(async () => {
      const state = window as unknown as { isAsking: boolean; asking: Promise<number[]> };
      state.isAsking = false;
      return { asked: await state.asking, long: [...window.bench.longTasks] };
    });
    waited.push(...asked);
    blocked.push(Math.max(0, ...long));
    await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Dismiss' }).first().click();
    await page.keyboard.press('Escape');
    await page.waitForTimeout(500);
  }
  return [
    measured(`bulk edit of ${bulkSize}: Enter → done`, 'ms', whole, { target: 1_000, noise }),
    measured('bulk edit: longest task of the page', 'ms', blocked, { target: 50, noise }),
    measured('bulk edit: another call waits', 'ms', waited, { noise }),
  ];
}
