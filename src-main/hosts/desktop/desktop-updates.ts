import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';
import type { Logger, Notifier } from '../../../src-shared/ports/ports.ts';
import { version } from '../../../src-shared/version.ts';
import { createNodeHttp } from '../node/node-http.ts';
import { systemClock } from '../node/system-clock.ts';
import type { DesktopSettingsStore } from './desktop-settings.ts';
import { createInstaller } from './installer.ts';
import { downloadsAddress, updateKeys, updatesAddress } from './updates/update-keys.ts';
import { createUpdates, type UpdateMemory } from './updates/updates.ts';
import { whyNoUpdates } from './updates/why-no-updates.ts';
import type { WatchedUpdates } from './updates/with-updates.ts';

export interface DesktopUpdatesOptions {
  readonly settings: DesktopSettingsStore;
  readonly notifier: Notifier;
  readonly logger: Logger;
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly words: () => Translate<Key>;
  /** Ends the program by what is given to it. */
  readonly stopThen: (end: () => void) => void;
}

/** The first look is not part of starting. */
const firstCheckMs = 60_000;
const dayMs = 86_400_000;

/** Updates of the program that is installed here. It looks once a day, and says so when a new version is ready. */
export function openDesktopUpdates(options: DesktopUpdatesOptions): WatchedUpdates {
  const { settings, notifier, logger, platform, env, words, stopThen } = options;
  const listeners = new Set<() => void>();
  const installer = createInstaller(updatesAddress);
  let told = '';
  const updates = createUpdates({
    off: whyNoUpdates({
      ...{ isPackaged: app.isPackaged, platform, appImage: env['APPIMAGE'], keys: updateKeys },
      appUpdateFile: app.isPackaged ? readAppUpdateFile() : null,
    }),
    ...{ version, platform, arch: process.arch, address: updatesAddress, downloads: downloadsAddress },
    ...{ keys: updateKeys, http: createNodeHttp(), clock: systemClock, logger, memory: memoryIn(settings) },
    installer: {
      fetch: installer.fetch,
      // The core has ended by then, so that a program that could not be replaced ends too, and starts again as it was.
      install: () => stopThen(() => installer.install(() => app.quit())),
    },
    onChange: () => {
      for (const listener of listeners) listener();
      const { state } = updates.show();
      if (state.kind !== 'ready' || told === state.version) return;
      told = state.version;
      const body = words()('desktop.updateReady', { version: state.version });
      notifier.notify({ tag: 'update', title: 'Task Sync', body, route: '#/settings/about/updates' });
    },
  });
  if (updates.show().off === null) {
    const look = (): void => void updates.check();
    setTimeout(look, firstCheckMs).unref();
    setInterval(look, dayMs).unref();
  }
  return {
    ...updates,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Made by electron-builder; it names the publisher whose signature an update for Windows has to have. */
function readAppUpdateFile(): string | null {
  try {
    return readFileSync(join(process.resourcesPath, 'app-update.yml'), 'utf8');
  } catch {
    return null;
  }
}

function memoryIn(settings: DesktopSettingsStore): UpdateMemory {
  return {
    channel: () => settings.get('updateChannel') ?? 'stable',
    choose: (channel) => settings.set('updateChannel', channel),
    lastIssued: (channel) => settings.get('updatesSeen')?.[channel] ?? null,
    remember: (channel, issued) => settings.set('updatesSeen', { ...settings.get('updatesSeen'), [channel]: issued }),
  };
}
