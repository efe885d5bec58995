import { beforeEach, expect, it, vi } from 'vitest';
import { createInstaller } from '../../../../src-main/hosts/desktop/installer.ts';

/** What electron-updater is asked to do, and with which settings. */
const library = vi.hoisted(() => ({ asked: [] as string[], settings: {} as Record<string, unknown>, available: true }));

vi.mock('electron-updater', () => {
  class Provider {}
  const autoUpdater: Record<string, unknown> = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowDowngrade: true,
    on: () => autoUpdater,
    once: () => autoUpdater,
    off: () => autoUpdater,
    setFeedURL: ({ provider, updateProvider }: { provider: string; updateProvider: new () => unknown }) => {
      library.asked.push(provider);
      autoUpdater['provider'] = new updateProvider();
    },
    checkForUpdates: async () => {
      library.settings = { ...autoUpdater };
      return { isUpdateAvailable: library.available };
    },
    downloadUpdate: async () => {
      const own = autoUpdater['provider'] as {
        getLatestVersion(): Promise<unknown>;
        resolveFiles(): { url: URL; info: object }[];
      };
      const [file] = own.resolveFiles();
      library.asked.push(String(file?.url), JSON.stringify(file?.info), JSON.stringify(await own.getLatestVersion()));
      return ['/fetched'];
    },
    quitAndInstall: (...how: boolean[]) => void library.asked.push(`install ${how}`),
  };
  return { default: { Provider, autoUpdater } };
});

beforeEach(() => Object.assign(library, { asked: [], available: true }));

const file = { platform: 'win32', arch: 'x64', name: 'a.exe', size: 3, sha512: 'hash' } as const;

it('lets electron-updater fetch the signed file and nothing else, and install only when asked', async () => {
  const installer = createInstaller('https://example.org/updates/');
  expect(await installer.fetch({ version: '2.0.0', file }, () => undefined)).toBe('/fetched');
  expect(library.settings).toMatchObject({
    ...{ autoDownload: false, autoInstallOnAppQuit: false, allowDowngrade: false },
    ...{ disableWebInstaller: true, disableDifferentialDownload: true },
  });
  const [provider, url, info, update] = library.asked;
  expect([provider, url]).toEqual(['custom', 'https://example.org/updates/a.exe']);
  expect(JSON.parse(info ?? '')).toEqual({ url: 'a.exe', sha512: 'hash', size: 3 });
  expect(JSON.parse(update ?? '')).toMatchObject({ version: '2.0.0', path: 'a.exe', sha512: 'hash' });
  installer.install(() => undefined);
  expect(library.asked.at(-1)).toBe('install false,true');
});

it('does not say that there is a file where electron-updater takes none', async () => {
  library.available = false;
  await expect(
    createInstaller('https://example.org/').fetch({ version: '0.0.1', file }, () => undefined),
  ).rejects.toThrow('Nothing was installed');
});
