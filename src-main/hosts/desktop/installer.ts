import type { AppUpdater, UpdateInfo } from 'electron-updater';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { UpdateFile } from './updates/update-list.ts';
import type { Installer } from './updates/updates.ts';

export interface SystemInstaller extends Pick<Installer, 'fetch'> {
  /** Ends the program; where that fails, the version that was there is left. */
  install(whenFailed: () => void): void;
}

/**
 * electron-updater fetches the one file that our signed list named, checks its hash and, on Windows and macOS, its publisher,
 * and replaces the program. It never asks a server which version there is: what it would believe there is not signed.
 */
export function createInstaller(address: string): SystemInstaller {
  let updater: AppUpdater | null = null;
  return {
    fetch: async ({ version, file }, onPercent) => {
      const { default: library } = await import('electron-updater');
      class OurList extends library.Provider<UpdateInfo> {
        override async getLatestVersion(): Promise<UpdateInfo> {
          return updateInfo(version, file);
        }
        override resolveFiles(): { url: URL; info: { url: string; sha512: string; size: number } }[] {
          return [{ url: new URL(file.name, address), info: updateInfo(version, file).files[0] }];
        }
      }
      updater = library.autoUpdater;
      const onProgress = ({ percent }: { percent: number }): void => onPercent(Math.floor(percent));
      Object.assign(updater, strict);
      updater.setFeedURL({ provider: 'custom', updateProvider: OurList as never });
      updater.on('download-progress', onProgress);
      // Without a listener Node ends the program; the same failure rejects the promises below.
      updater.on('error', ignore);
      try {
        const found = await updater.checkForUpdates();
        const [path] = found?.isUpdateAvailable ? await updater.downloadUpdate() : [];
        if (path !== undefined) return path;
        throw new TaskSyncError('rejected', `Version ${version} was not taken by the updater. Nothing was installed.`);
      } finally {
        updater.off('download-progress', onProgress);
        updater.off('error', ignore);
      }
    },
    install: (whenFailed) => {
      updater?.once('error', whenFailed);
      updater?.quitAndInstall(false, true);
    },
  };
}

/** Nothing is fetched, installed or downgraded unless we say so; whole files only, since only their hashes are signed. */
const strict = {
  autoDownload: false,
  autoInstallOnAppQuit: false,
  allowDowngrade: false,
  disableWebInstaller: true,
  disableDifferentialDownload: true,
  logger: null,
} satisfies Partial<AppUpdater>;

function ignore(): void {}

function updateInfo(version: string, { name, sha512, size }: UpdateFile) {
  const files = [{ url: name, sha512, size }] as const;
  return { version, files: [...files] as [(typeof files)[0]], path: name, sha512, releaseDate: '' };
}
