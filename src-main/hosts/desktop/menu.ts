import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  syncNow(): void;
  setKeepsSyncing(on: boolean): void;
}

export interface MenuState {
  readonly platform: NodeJS.Platform;
  /** True: closing the window keeps the program running. */
  readonly keepsSyncing: boolean;
  readonly isDeveloping: boolean;
}

/** The application menu. Roles bring each system's own words, shortcuts and places. */
export function applicationMenu(state: MenuState, actions: MenuActions): MenuItemConstructorOptions[] {
  const isMac = state.platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Sync Now', accelerator: 'CommandOrControl+Shift+S', click: () => actions.syncNow() },
        { type: 'separator' },
        {
          label: 'Keep Syncing When the Window Is Closed',
          type: 'checkbox',
          checked: state.keepsSyncing,
          click: (item) => actions.setKeepsSyncing(item.checked),
        },
        { type: 'separator' },
        { role: 'close' },
        ...(isMac ? [] : [{ role: 'quit' } as const]),
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...(state.isDeveloping ? [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
}
