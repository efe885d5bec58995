import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { type Cell, cells, mainCells } from './cells.ts';
import { axeViolations, clippedText, type Least, overhang, smallTargets } from './checks.ts';
import { cellShots, componentShots, type Shot } from './shots.ts';
import { openStage, type Stage } from './stage.ts';

/** `npm run screenshots`: every cell of the state matrix and every component as pictures. */

type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>;

interface Look {
  /** The last part but one of the pictures' names. */
  readonly theme: string;
  readonly cells: readonly Cell[];
  readonly widths: readonly number[];
  readonly media?: ContextOptions;
  /** The least size of what can be pressed. */
  readonly least?: Least;
  /** What this browser remembers, by its name without the prefix. */
  readonly stored?: Readonly<Record<string, string>>;
}

const widths = [1280, 840, 360];
const looks: readonly Look[] = [
  { theme: 'light', cells, widths, media: { colorScheme: 'light' } },
  { theme: 'dark', cells, widths, media: { colorScheme: 'dark' } },
  { theme: 'rtl', cells: mainCells, widths: [1280, 360], stored: { language: 'ar-XB' } },
  { theme: 'long', cells: mainCells, widths: [1280, 360], stored: { language: 'en-XA' } },
  { theme: 'german', cells: mainCells, widths: [1280, 360], stored: { language: 'de' } },
  { theme: 'contrast', cells: mainCells, widths: [1280, 360], media: { contrast: 'more' } },
  { theme: 'contrast-dark', cells: mainCells, widths: [1280], media: { contrast: 'more', colorScheme: 'dark' } },
  { theme: 'forced', cells: mainCells, widths: [1280, 360], media: { forcedColors: 'active' } },
  { theme: 'finger', cells, widths: [360], media: { hasTouch: true, isMobile: true }, least: 44 },
  { theme: 'tablet', cells: mainCells, widths: [1024], media: { hasTouch: true, isMobile: true }, least: 44 },
];

/** By screen, the names of their files. */
const readmeScreens = new Map([
  ['inspector', 'tasks'],
  ['conflicts', 'conflict'],
  ['preview', 'preview'],
  ['dashboard', 'dashboard'],
]);

const { values: options } = parseArgs({
  options: {
    folder: { type: 'string' },
    /** Only cells or looks whose names contain it. */
    only: { type: 'string', default: '' },
    look: { type: 'string', default: '' },
    width: { type: 'string' },
    check: { type: 'boolean', default: false },
    readme: { type: 'boolean', default: false },
  },
});

const folder = options.readme
  ? resolve(import.meta.dirname, '../../docs/pictures')
  : (options.folder ?? (await mkdtemp(join(tmpdir(), 'task-sync-screens-'))));
await mkdir(folder, { recursive: true });
const executablePath = process.env['CHROMIUM_PATH'];
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const stage = await openStage();
const complaints: string[] = [];
try {
  if (options.readme) await takeReadme(stage);
  else for (const look of looks) if (look.theme.startsWith(options.look)) await takeLook(look);
} finally {
  await browser.close();
  await stage.close();
}
process.stdout.write(`The pictures are in ${folder}\n`);
if (complaints.length > 0) process.stderr.write(`${complaints.join('\n')}\n`);
process.exit(complaints.length > 0 ? 1 : 0);

async function takeLook({
  theme,
  cells: shown,
  widths: all,
  media = {},
  stored = {},
  least = 24,
}: Look): Promise<void> {
  const isTranslated = stored['language'] !== undefined;
  const shots = [...cellShots(stage, shown, !isTranslated), ...componentShots(stage)];
  for (const width of all.filter((one) => options.width === undefined || one === Number(options.width))) {
    const context = await newContext({ ...media, viewport: { width, height: 800 } }, stored);
    const wanted = shots.filter(({ name }) => name.includes(options.only));
    const take = async (shot: Shot): Promise<void> => {
      const at = (name: string) => join(folder, `${name}--${theme}--${width}.png`);
      const page = await context.newPage();
      const complain = (what: string) => complaints.push(`${shot.name}--${theme}--${width}: ${what}`);
      try {
        await shot.show(page);
        if (options.check) {
          const found = [await axeViolations(page), await overhang(page), await smallTargets(page, least)].flat();
          for (const what of [...found, ...(isTranslated ? await clippedText(page) : [])]) complain(what);
        }
        await (shot.take?.(page, at) ?? page.screenshot({ path: at(shot.name) }));
      } catch (error) {
        complain(String(error).split('\n')[0] ?? '');
        await page.screenshot({ path: at(shot.name) });
      }
      await page.close();
    };
    // A few at a time: a page mostly waits.
    const queue = wanted.values();
    await Promise.all(
      Array.from({ length: 3 }, async () => {
        for (const shot of queue) await take(shot);
      }),
    );
    await context.close();
  }
}

/** The pictures of README and docs: few, of the main screens as they are with work in them. */
async function takeReadme(at: Stage): Promise<void> {
  const context = await newContext({ colorScheme: 'light', viewport: { width: 1280, height: 800 } }, {});
  for (const cell of cells.filter(({ screen, state }) => state === 'filled' && readmeScreens.has(screen))) {
    const page = await context.newPage();
    await at.show(page, { ...cell, world: 'pictures' });
    await page.screenshot({ path: join(folder, `${readmeScreens.get(cell.screen)}.png`) });
    await page.close();
  }
  await context.close();
}

async function newContext(media: ContextOptions, stored: Look['stored'] = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...media });
  context.setDefaultTimeout(10_000);
  await context.addInitScript((entries) => {
    for (const [key, value] of Object.entries(entries)) localStorage.setItem(`task-sync.${key}`, value);
  }, stored);
  return context;
}
