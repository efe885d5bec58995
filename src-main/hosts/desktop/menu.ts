import type { MenuItemConstructorOptions } from 'electron';
import { type ChosenKeys, keysOf } from '../../../src-shared/commands/bindings.ts';
import { type CommandId, type CommandInfo, commands } from '../../../src-shared/commands/commands.ts';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';
import { acceleratorText } from './accelerator.ts';
import { literal } from './desktop-words.ts';
import { hotkeys } from './quick-add-key.ts';

export interface MenuActions {
  /** The page does it. */
  run(command: CommandId): void;
  setKeepsSyncing(on: boolean): void;
  setStartAtLogin(on: boolean): void;
  setQuickAddKey(key: string | null): void;
}

export interface MenuState {
  readonly t: Translate<Key>;
  readonly platform: NodeJS.Platform;
  /** True: closing the window keeps the program running. */
  readonly keepsSyncing: boolean;
  readonly startsAtLogin: boolean;
  /** Null: there is none. */
  readonly quickAddKey: string | null;
  /** Keys that a person chose in the page instead of ours. */
  readonly chosenKeys: ChosenKeys;
  readonly isDeveloping: boolean;
}

type Item = MenuItemConstructorOptions;
const line: Item = { type: 'separator' };

/** The application menu: every command there is, in the reader's words, and what only a window of the system can do. */
export function applicationMenu(state: MenuState, actions: MenuActions): Item[] {
  const { t, platform } = state;
  const isMac = platform === 'darwin';
  const own = (menu: CommandInfo['menu']) => commandItems(menu, state, actions);
  const menu = (name: string, submenu: Item[]): Item => ({ label: t(`desktop.menu.${name}` as Key), submenu });
  const menus: Item[] = [
    ...(isMac ? [macMenu(state, own('app'))] : []),
    menu('file', [
      ...own('file'),
      line,
      ...settingItems(state, actions),
      line,
      { role: 'close', label: t('desktop.menu.close') },
      ...(isMac ? [] : [...own('app'), line, { role: 'quit', label: t('desktop.menu.quit') } as const]),
    ]),
    menu('edit', [
      ...own('edit'),
      line,
      { role: 'cut', label: t('desktop.menu.cut') },
      { role: 'copy', label: t('desktop.menu.copy') },
      { role: 'paste', label: t('desktop.menu.paste') },
      { role: 'selectAll', label: t('desktop.menu.selectAll') },
    ]),
    menu('view', [
      ...own('view'),
      line,
      ...(state.isDeveloping ? [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const, line] : []),
      { role: 'resetZoom', label: t('desktop.menu.resetZoom') },
      { role: 'zoomIn', label: t('desktop.menu.zoomIn') },
      { role: 'zoomOut', label: t('desktop.menu.zoomOut') },
      line,
      { role: 'togglefullscreen', label: t('desktop.menu.fullScreen') },
    ]),
    menu('task', own('task')),
    menu('sync', own('sync')),
    menu('go', own('go')),
    { role: 'windowMenu', label: t('desktop.menu.window') },
    { role: 'help', label: t('desktop.menu.help'), submenu: own('help') },
  ];
  return menus.map(withoutLooseLines);
}

function macMenu({ t }: MenuState, own: Item[]): Item {
  return {
    label: 'Task Sync',
    submenu: [
      { role: 'about', label: t('desktop.menu.about') },
      line,
      ...own,
      line,
      { role: 'services' },
      line,
      { role: 'hide', label: t('desktop.menu.hide') },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit', label: t('desktop.menu.quit') },
    ],
  };
}

function settingItems(state: MenuState, actions: MenuActions): Item[] {
  const { t, quickAddKey } = state;
  const keyItem = (key: string | null): Item => ({
    label: key === null ? t('desktop.quickAddOff') : key.replace('CommandOrControl', ctrlName(state)),
    type: 'radio',
    checked: quickAddKey === key,
    click: () => actions.setQuickAddKey(key),
  });
  return [
    {
      label: t('desktop.keepSyncing'),
      type: 'checkbox',
      checked: state.keepsSyncing,
      click: (item) => actions.setKeepsSyncing(item.checked),
    },
    {
      label: t('desktop.startAtLogin'),
      type: 'checkbox',
      checked: state.startsAtLogin,
      click: (item) => actions.setStartAtLogin(item.checked),
    },
    { label: t('desktop.quickAddKey'), submenu: [null, ...hotkeys].map(keyItem) },
  ];
}

function ctrlName({ platform }: MenuState): string {
  return platform === 'darwin' ? 'Cmd' : 'Ctrl';
}

/** Commands of one screen stand below its name, so that a menu stays short. */
function commandItems(menu: CommandInfo['menu'], { t, chosenKeys }: MenuState, actions: MenuActions): Item[] {
  const own = (Object.entries(commands) as [CommandId, CommandInfo][]).filter(([, info]) => info.menu === menu);
  const item = ([id]: [CommandId, CommandInfo]): Item => ({
    id,
    label: literal(t(`command.${id}`)),
    click: () => actions.run(id),
    ...acceleratorOf(keysOf(id, chosenKeys, false)),
  });
  const everywhere = own.filter(([, { scope }]) => scope === 'anywhere').map(item);
  const scopes = Map.groupBy(
    own.filter(([, { scope }]) => scope !== 'anywhere'),
    ([, { scope }]) => scope,
  );
  return [
    ...everywhere,
    ...[...scopes].map(([scope, some]) => ({ label: scopeName(t, scope), submenu: some.map(item) })),
  ];
}

function scopeName(t: Translate<Key>, scope: string): string {
  const key = `desktop.scope.${scope}`;
  return t.has(key) ? t(key) : scope;
}

/** Shown, and on Windows and Linux not taken from the page, which hears its keys itself. */
function acceleratorOf(keys: readonly string[]): Partial<Item> {
  for (const each of keys) {
    const accelerator = acceleratorText(each);
    if (accelerator !== null) return { accelerator, registerAccelerator: false };
  }
  return {};
}

/** No line at an end, and no two in a row. */
function withoutLooseLines(item: Item): Item {
  if (!Array.isArray(item.submenu)) return item;
  const submenu = item.submenu.filter(
    (each, at, all) =>
      each.type !== 'separator' || (at > 0 && at < all.length - 1 && all[at - 1]?.type !== 'separator'),
  );
  return { ...item, submenu };
}
