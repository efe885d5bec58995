import { join } from 'node:path';
import { app, Menu, type NativeImage, nativeImage, nativeTheme, Tray } from 'electron';
import type { Api, ApiEvent } from '../../../src-shared/api/contract.ts';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import { statusSentence } from '../../../src-shared/i18n/status-sentence.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';
import type { Logger } from '../../../src-shared/ports/ports.ts';
import { type TrayActions, type TrayShape, trayMenu, trayShape } from './tray-menu.ts';

export interface TrayOptions {
  readonly api: Api;
  readonly actions: TrayActions;
  readonly words: () => Translate<Key>;
  readonly quickAddKey: () => string | null;
  /** Holds `<shape>-<black|white>[-22].png` with their `@1.5x` and `@2x`. */
  readonly iconFolder: string;
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly logger: Logger;
}

/** Puts the icon into the tray and keeps icon, tooltip and menu true; the dock has the same menu. Returns what draws it anew. */
export async function showTray(options: TrayOptions): Promise<() => Promise<void>> {
  const { api, actions } = options;
  const tray = new Tray(trayIcon(options, 'in-sync'));
  // macOS opens the menu by itself on a click.
  if (options.platform !== 'darwin') tray.on('click', () => actions.open());
  const refresh = oneAtATime(() => refreshTray(tray, options));
  let shownRun = '';
  api.subscribe((event) => {
    // Progress comes many times a second, and a menu that is rebuilt while it is open closes: a run's first is enough.
    const isFresh = event.kind === 'run-progress' && event.progress.run !== shownRun;
    if (event.kind === 'run-progress') shownRun = event.progress.run;
    if (isFresh || changesTray(event)) void refresh();
  });
  nativeTheme.on('updated', () => void refresh());
  await refresh();
  return refresh;
}

function changesTray(event: ApiEvent): boolean {
  return event.kind === 'changed' && event.what.some((what) => what === 'status' || what === 'profiles');
}

const shownMenus = new WeakMap<Tray, string>();

async function refreshTray(tray: Tray, options: TrayOptions): Promise<void> {
  try {
    const { api } = options;
    const [status, profiles, recent] = await Promise.all([
      api.call('status.get', {}),
      api.call('profiles.list', {}),
      api.call('runs.list', { limit: 5 }),
    ]);
    const [t, now] = [options.words(), new Date()];
    tray.setImage(trayIcon(options, trayShape(status.state)));
    tray.setToolTip(t('desktop.toolTip', { sentence: statusSentence(status, { t, now }) }));
    const template = trayMenu(
      { t, now, status, profiles, recent, quickAddKey: options.quickAddKey() },
      options.actions,
    );
    const text = JSON.stringify(template);
    if (shownMenus.get(tray) === text) return;
    shownMenus.set(tray, text);
    tray.setContextMenu(Menu.buildFromTemplate(template));
    app.dock?.setMenu(Menu.buildFromTemplate(template));
  } catch (error) {
    options.logger.warn('tray-not-refreshed', { code: toErrorData(error).code });
  }
}

/** Calls that come while one is under way are answered by one more after it. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      await work();
    } while (again);
    running = null;
  };
  return () => {
    if (running !== null) again = true;
    running ??= run();
    return running;
  };
}

function trayIcon({ iconFolder, platform, env }: TrayOptions, shape: TrayShape): NativeImage {
  const tone = trayTone(platform, env, nativeTheme.shouldUseDarkColors);
  const size = platform === 'linux' ? '-22' : '';
  const image = nativeImage.createFromPath(join(iconFolder, `${shape}-${tone}${size}.png`));
  if (platform === 'darwin') image.setTemplateImage(true);
  return image;
}

/** macOS recolours black templates itself; GNOME's bar is dark in either theme. */
export function trayTone(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, isDark: boolean): 'black' | 'white' {
  if (platform === 'darwin') return 'black';
  const isGnome = platform === 'linux' && (env['XDG_CURRENT_DESKTOP'] ?? '').split(':').includes('GNOME');
  return isDark || isGnome ? 'white' : 'black';
}
