import { app } from 'electron';
import type { Api } from '../../../src-shared/api/contract.ts';
import type { ProfileView } from '../../../src-shared/api/views.ts';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { Notifier } from '../../../src-shared/ports/ports.ts';
import { outcomeOf } from './run-outcome.ts';
import type { StartAtLogin } from './start-at-login.ts';
import type { TrayActions } from './tray-menu.ts';

export interface DesktopActionsOptions {
  readonly api: Api;
  readonly notifier: Notifier;
  readonly atLogin: StartAtLogin;
  readonly open: (route?: string) => void;
}

export interface DesktopActions extends TrayActions {
  /** From the menu of the window, which shows by itself how it goes. */
  syncInWindow(): void;
}

/** What the menus do. They have no place to show an error, so a refusal becomes a message of the system. */
export function desktopActions({ api, notifier, atLogin, open }: DesktopActionsOptions): DesktopActions {
  const tell = (title: string) => (error: unknown) =>
    notifier.notify({ tag: `action ${title}`, title, body: toErrorData(error).message });
  const someProfiles = async (wanted: (profile: ProfileView) => boolean): Promise<ProfileView[]> =>
    (await api.call('profiles.list', {})).filter(wanted);

  /** Whoever asks from the tray is told how it ended. The core's own tag: what it says of the run is replaced, not doubled. */
  const syncAndTell = async ({ id, name }: ProfileView): Promise<void> => {
    const run = api.call('runs.start', { profile: name, trigger: 'tray' });
    const body = await run.then(outcomeOf, (error: unknown) => toErrorData(error).message);
    notifier.notify({ tag: `run ${id}`, title: name, body });
  };
  const syncFromTray = async (wanted: string | null): Promise<void> => {
    const profiles = await someProfiles(({ name, enabled }) => (wanted === null ? enabled : name === wanted));
    await Promise.all(profiles.map(syncAndTell));
  };
  const syncInWindow = async (): Promise<void> => {
    for (const { name } of await someProfiles(({ enabled }) => enabled)) {
      api.call('runs.start', { profile: name }).catch(tell(name));
    }
  };

  return {
    syncNow: (profile) => void syncFromTray(profile).catch(tell('Task Sync')),
    syncInWindow: () => void syncInWindow().catch(tell('Task Sync')),
    enable: (profile, enabled) => void api.call('profiles.enable', { profile, enabled }).catch(tell(profile)),
    open,
    setStartAtLogin: (on) => atLogin.set(on),
    quit: () => app.quit(),
  };
}
