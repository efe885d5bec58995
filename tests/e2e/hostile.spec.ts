import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import { startWebHost, type WebHost } from '../../src-main/hosts/web/http-server.ts';
import { createHostileApi, type HostileApi } from '../fakes/hostile/hostile-api.ts';
import { alarm, hostileTexts } from '../fakes/hostile/hostile-texts.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import { createSampleApi } from '../fakes/sample-api.ts';
import { overhang, strayWords } from '../gallery/checks.ts';
import { root } from './hosts/open-app.ts';

/**
 * The built page behind the real web host, where every word that somebody outside could have written is an attack. Twice: with
 * the page's policy, which must have nothing to refuse, and without it, because the page must not need it.
 */
const test = base.extend<{
  readonly hostile: { readonly api: HostileApi; readonly host: WebHost };
  readonly begin: number;
}>({
  begin: [0, { option: true }],
  hostile: async ({ begin }, use) => {
    const api = createHostileApi(createSampleApi({ tasks: hostileTexts.length }), begin);
    const logger = createRecordingLogger();
    const host = await startWebHost({ api, folder: join(root, 'out/renderer'), clock: systemClock, logger });
    await use({ api, host });
    await host.close();
  },
});

const screens = [
  ...[
    '/profiles',
    '/connections',
    '/conflicts',
    '/history',
    '/history/r898',
    '/history/r900',
    '/dashboard',
    '/notices',
  ],
  ...[
    '/bin',
    '/settings/data',
    '/settings/devices',
    '/new-connection',
    '/new-profile',
    '/tasks/w000010',
    '/tasks/w000011',
  ],
  ...['/tasks?q=is%3Aproblem', '/welcome'],
];
/** Below a profile, whose name is another one each time. */
const ofProfile = ['', '/fields', '/rules', '/schedule', '/problems', '/settings', '/edit'];
const rounds = 2;
/** Each shows 240 comments, labels and files. */
const inspected = Array.from({ length: 12 }, (_, index) => `/tasks/w${String(index * 7).padStart(6, '0')}`);
/** Fields that had each of the texts; the others had as many as their screens show. */
const everyText = ['title', 'text', 'author', 'labels', 'file name', 'url'];
/** Alone it takes half a minute; on a busy machine far more. */
const patienceMs = 400_000;

const half = Math.floor(hostileTexts.length / 2);
for (const [policy, width, bypassCSP, begin, screensOfTasks, tasks] of [
  ['that the policy would have to refuse', 1280, false, 0, 200, inspected],
  ['without the policy either', 360, true, half, 20, inspected.slice(0, 4)],
] as const) {
  test.describe(() => {
    test.use({ begin, bypassCSP, viewport: { width, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });
    test(`what others wrote runs nothing, loads nothing and leaves no box, nothing ${policy} (SEC-16, SEC-03)`, async ({
      page,
      hostile: { api, host },
    }, testInfo) => {
      test.setTimeout(patienceMs);
      const found = await watch(page, host);
      await page.goto(host.link());
      const look = async (where: string): Promise<void> => {
        await settled(page);
        found.push(...(await wrongIn(page)).map((what) => `${where}: ${what}`));
      };
      await look('tasks');
      await scrollThrough(page, screensOfTasks, look);
      for (const route of tasks) await go(page, route).then(() => look(route));
      for (let round = 0; round < rounds; round++) {
        api.turn();
        await look('after the turn');
        for (const route of screens) await go(page, route).then(() => look(route));
        const profile = encodeURIComponent(api.called('Web team'));
        for (const tab of ofProfile) await go(page, `/profiles/${profile}${tab}`).then(() => look(`profile${tab}`));
        await go(page, `/preview/${profile}`).then(() => look('preview'));
      }
      testInfo.annotations.push({ type: 'texts by field', description: JSON.stringify([...api.placed()]) });
      expect([...new Set(found)]).toEqual([]);
      if (tasks === inspected) for (const field of everyText) expect(api.placed().get(field)).toBeGreaterThan(2000);
    });
  });
}

/** Everything that ran, was refused, asked for, or complained about, from now on. */
async function watch(page: Page, host: WebHost): Promise<string[]> {
  const found: string[] = [];
  const own = `http://127.0.0.1:${host.port}/`;
  await page.exposeFunction(alarm, (text: unknown) => found.push(`ran: ${hostileTexts[Number(text)]}`));
  page.on('dialog', (dialog) => {
    found.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(own)) found.push(`asked: ${request.url()}`);
  });
  page.on('websocket', (socket) => {
    if (!socket.url().startsWith(own.replace('http', 'ws'))) found.push(`asked: ${socket.url()}`);
  });
  page.on('popup', (popup) => found.push(`opened: ${popup.url()}`));
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith(own)) found.push(`went: ${frame.url()}`);
  });
  page.on('pageerror', (error) => found.push(`error: ${error.stack}`));
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`complained: ${message.text()}`);
  });
  return found;
}

async function go(page: Page, route: string): Promise<void> {
  await page.evaluate((to) => {
    window.location.hash = to;
  }, route);
}

/** Until nothing in the page has changed for a moment. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const quietMs = 100;
        const longestMs = 3000;
        const begin = performance.now();
        let timer = setTimeout(end, quietMs);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(end, performance.now() - begin > longestMs ? 0 : quietMs);
        });
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        function end(): void {
          observer.disconnect();
          done();
        }
      }),
  );
}

async function wrongIn(page: Page): Promise<readonly string[]> {
  const elements = await page.evaluate(() => {
    // Templates are React Aria's own: what is in them is no part of the page.
    const forbidden = 'script, iframe, frame, object, embed, base, meta, link, style, video, audio, math, portal, img';
    const foreign = [...document.querySelectorAll(`#root :is(${forbidden})`)].map(({ outerHTML }) => outerHTML);
    const all = [...document.querySelectorAll('#root *')];
    const handlers = all.filter((element) => element.getAttributeNames().some((name) => name.startsWith('on')));
    const links = [...document.querySelectorAll<HTMLAnchorElement | SVGAElement>('a')].filter((link) => {
      const href = link.getAttribute('href') ?? '#';
      return (
        !/^(?:#|https?:\/\/|mailto:)/i.test(href) ||
        (!href.startsWith('#') && link.getAttribute('rel') !== 'noreferrer')
      );
    });
    return [...foreign, ...[...handlers, ...links].map(({ outerHTML }) => outerHTML)].map((html) => html.slice(0, 200));
  });
  return [...elements, ...(await overhang(page)), ...(await strayWords(page))];
}

/** The list of tasks, screen by screen, to its end at most. */
async function scrollThrough(page: Page, most: number, look: (where: string) => Promise<void>): Promise<void> {
  for (let screen = 1; screen <= most; screen++) {
    const isEnd = await page.evaluate(() => {
      const row = document.querySelector('[role=grid] [role=row], main li, main [role=listitem]');
      let scroller = row?.parentElement ?? null;
      while (scroller && scroller.scrollHeight <= scroller.clientHeight + 1) scroller = scroller.parentElement;
      const before = scroller?.scrollTop;
      scroller?.scrollBy({ top: scroller.clientHeight - 60 });
      return scroller?.scrollTop === before;
    });
    if (isEnd) return;
    await look(`tasks, screen ${screen}`);
  }
}
