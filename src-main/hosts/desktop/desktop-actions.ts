import { app } from 'electron';
import type { Api } from '../../../src-shared/api/contract.ts';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { Notifier } from '../../../src-shared/ports/ports.ts';
import type { StartAtLogin } from './start-at-login.ts';
import type { TrayActions } from './tray-menu.ts';

export interface DesktopActionsOptions {
  readonly api: Api;
  readonly notifier: Notifier;
  readonly atLogin: StartAtLogin;
  readonly open: (route?: string) => void;
}

/** What the menus do. They have no place to show an error, so a refusal becomes a message of the system. */
export function desktopActions({ api, notifier, atLogin, open }: DesktopActionsOptions): TrayActions {
  const tell = (about: string) => (error: unknown) =>
    notifier.notify({ tag: `action-${about}`, title: about, body: toErrorData(error).message });
  const sync = (profile: string): void =>
    void api.call('runs.start', { profile, trigger: 'tray' }).catch(tell(profile));
  const syncAll = async (): Promise<void> => {
    for (const profile of await api.call('profiles.list', {})) if (profile.enabled) sync(profile.name);
  };
  return {
    syncNow: (profile) => (profile === null ? void syncAll().catch(tell('Task Sync')) : sync(profile)),
    enable: (profile, enabled) => void api.call('profiles.enable', { profile, enabled }).catch(tell(profile)),
    open,
    setStartAtLogin: (on) => atLogin.set(on),
    quit: () => app.quit(),
  };
}
