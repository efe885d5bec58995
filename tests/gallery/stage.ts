import type { Page } from '@playwright/test';
import { buildPage, type SampleServer, startSampleServer } from '../fakes/sample-server.ts';
import { buildComponents } from './build-components.ts';
import type { Cell } from './cells.ts';
import { isAlone, type Story, storyName } from './components/states.ts';
import { open } from './components-on-stage.ts';
import { type WorldName, worlds } from './worlds.ts';

export interface Stage {
  /** Shows the cell in the page, which may be another one's already. Waits for its words, unless they are in another language. */
  show(page: Page, cell: Cell, options?: { readonly hasWords?: boolean }): Promise<void>;
  /** An address that opens the cell in a new tab. Of a cell that is cut, the host goes away after three seconds. */
  address(cell: Cell): Promise<string>;
  /** Shows the page of components; with a story that lies over everything else, only that one, opened. */
  showComponents(page: Page, story?: Story): Promise<void>;
  /** Of the page of components. */
  componentsAddress(story?: Story): Promise<string>;
  close(): Promise<void>;
}

/** Far longer than any screen takes alone; what is not there by then does not come. */
const patienceMs = 15_000;

/** The built page and a host for each world that is asked for. */
export async function openStage(): Promise<Stage> {
  const built = await buildPage();
  await buildComponents(built.folder);
  const hosts = new Map<WorldName, Promise<SampleServer>>();
  const cutHosts: SampleServer[] = [];
  const start = (world: WorldName) => startSampleServer(built.folder, worlds[world]);
  const hostOf = (world: WorldName): Promise<SampleServer> => {
    const host = hosts.get(world) ?? start(world);
    hosts.set(world, host);
    return host;
  };
  const linkTo = (host: SampleServer, { route }: Cell) => `${host.link()}&to=${encodeURIComponent(route)}`;
  const startCut = async ({ world }: Cell): Promise<SampleServer> => {
    const host = await start(world);
    cutHosts.push(host);
    return host;
  };
  const componentsAddress = async (story?: Story): Promise<string> => {
    const address = new URL('/components/index.html', (await hostOf('empty')).link());
    if (story && isAlone(story)) address.hash = storyName(story);
    return address.href;
  };
  return {
    componentsAddress,
    async showComponents(page, story) {
      page.setDefaultTimeout(patienceMs);
      // Another fragment of the same address would not load anew.
      await page.goto('about:blank');
      await page.goto(await componentsAddress(story));
      await page.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor({ state: 'attached' });
      if (story) await open(page, story);
      await page.waitForTimeout(350);
    },
    async show(page, cell, { hasWords = true } = {}) {
      const host = await (cell.isCut ? startCut(cell) : hostOf(cell.world));
      page.setDefaultTimeout(patienceMs);
      // Another tab's session is another page: nothing of the cell before is left.
      await page.goto('about:blank');
      await page.goto(linkTo(host, cell));
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      if (hasWords && cell.act) await cell.act(page);
      if (cell.isCut) {
        await page.getByRole('main').getByRole('button').nth(2).waitFor();
        await host.close();
      }
      if (hasWords)
        await page
          .getByText(cell.shows)
          .or(page.getByPlaceholder(cell.shows))
          .filter({ visible: true })
          .first()
          .waitFor();
      // Waiting bars show after 200 ms, and what was asked is answered by then.
      await page.waitForTimeout(350);
    },
    async address(cell) {
      if (!cell.isCut) return linkTo(await hostOf(cell.world), cell);
      const host = await startCut(cell);
      setTimeout(() => void host.close(), 3000);
      return linkTo(host, cell);
    },
    async close() {
      const all = [...(await Promise.all(hosts.values())), ...cutHosts];
      await Promise.allSettled(all.map((host) => host.close()));
      await built.remove();
    },
  };
}
