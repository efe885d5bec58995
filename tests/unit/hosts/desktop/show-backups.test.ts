import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createDesktopPort } from '../../../../src-main/hosts/desktop/desktop-port.ts';
import { openDesktopSettings } from '../../../../src-main/hosts/desktop/desktop-settings.ts';
import { serveIpc } from '../../../../src-main/hosts/desktop/ipc-server.ts';
import { startAtLogin } from '../../../../src-main/hosts/desktop/start-at-login.ts';
import { openBackedUpWorld } from '../../../fakes/backed-up-world.ts';
import { BrowserWindow } from '../../../fakes/electron-double/browser-window.ts';
import { resetElectron } from '../../../fakes/electron-double/electron.ts';
import { invokeFrom } from '../../../fakes/electron-double/ipc.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));

it('shows the newest backup in the file manager, and nothing that a page names (SEC-11)', async () => {
  resetElectron();
  const data = mkdtempSync(join(tmpdir(), 'task-sync-show-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  const desktop = createDesktopPort(openDesktopSettings(data), startAtLogin('win32', {}));
  const world = await openBackedUpWorld({ data, desktop });
  onTestFinished(() => world.close());
  const { webContents } = new BrowserWindow({});
  webContents.mainFrame.url = 'app://task-sync/#/settings/backup';
  serveIpc({ api: world.core.api, windows: () => observed.windows as never, logger: world.logger });
  const ask = (name: string, input: unknown): Promise<unknown> =>
    invokeFrom({ sender: webContents, senderFrame: webContents.mainFrame }, `task-sync:${name}`, input);

  expect(await ask('backups.list', {})).toMatchObject({ output: { canShow: false } });
  expect(await ask('backups.showFolder', {})).toMatchObject({ ok: false, error: { code: 'unsupported' } });
  await world.call('backups.create', {});
  world.clock.set(world.clock.now() + 1000);
  const { name } = await world.call('backups.create', {});
  expect(await ask('backups.list', {})).toMatchObject({ output: { canShow: true } });
  expect(await ask('backups.showFolder', {})).toEqual({ ok: true, output: null });
  expect(await ask('backups.showFolder', { folder: '/etc' })).toMatchObject({ error: { code: 'invalid-input' } });
  expect(observed.shownInFolder).toEqual([join(data, 'backups', name)]);
});
