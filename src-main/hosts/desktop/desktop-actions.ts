import { app } from 'electron';
import type { Api } from '../../../src-shared/api/contract.ts';
import type { ProfileView } from '../../../src-shared/api/views.ts';
import type { CommandId } from '../../../src-shared/commands/commands.ts';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';
import type { Notifier } from '../../../src-shared/ports/ports.ts';
import { outcomeOf } from './run-outcome.ts';
import type { TrayActions } from './tray-menu.ts';

export interface DesktopActionsOptions {
  readonly api: Api;
  readonly notifier: Notifier;
  readonly words: () => Translate<Key>;
  readonly open: (route?: string) => void;
  readonly run: (command: CommandId) => void;
}

/** What the menus do. They have no place to show an error, so a refusal becomes a message of the system. */
export function desktopActions({ api, notifier, words, open, run }: DesktopActionsOptions): TrayActions {
  const tell = (title: string) => (error: unknown) =>
    notifier.notify({ tag: `action ${title}`, title, body: toErrorData(error).message });
  const someProfiles = async (wanted: (profile: ProfileView) => boolean): Promise<ProfileView[]> =>
    (await api.call('profiles.list', {})).filter(wanted);

  /** Whoever asks from the tray is told how it ended. The core's own tag: what it says of the run is replaced, not doubled. */
  const syncAndTell = async ({ id, name }: ProfileView): Promise<void> => {
    const run = api.call('runs.start', { profile: name, trigger: 'tray' });
    const body = await run.then(
      (view) => outcomeOf(view, words()),
      (error: unknown) => toErrorData(error).message,
    );
    notifier.notify({ tag: `run ${id}`, title: name, body });
  };
  const syncFromTray = async (wanted: string | null): Promise<void> => {
    const profiles = await someProfiles(({ name, enabled }) => (wanted === null ? enabled : name === wanted));
    await Promise.all(profiles.map(syncAndTell));
  };

  return {
    syncNow: (profile) => void syncFromTray(profile).catch(tell('Task Sync')),
    pause: (profile, until) =>
      void (
        profile === null ? api.call('sync.pause', { until }) : api.call('profiles.pause', { profile, until })
      ).catch(tell(profile ?? 'Task Sync')),
    resume: (profile) =>
      void (
        profile === null ? api.call('sync.resume', {}) : api.call('profiles.enable', { profile, enabled: true })
      ).catch(tell(profile ?? 'Task Sync')),
    run,
    open,
    quit: () => app.quit(),
  };
}
