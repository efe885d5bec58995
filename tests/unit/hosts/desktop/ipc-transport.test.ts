import { vi } from 'vitest';
import { serveIpc } from '../../../../src-main/hosts/desktop/ipc-server.ts';
import { createIpcTransport, type PreloadBridge } from '../../../../src-renderer/api/ipc-transport.ts';
import type { ApiName } from '../../../../src-shared/api/contract.ts';
import { describeTransport } from '../../../contract/transport-contract.ts';
import { BrowserWindow } from '../../../fakes/electron-double/browser-window.ts';
import { resetElectron } from '../../../fakes/electron-double/electron.ts';
import { ipcRenderer } from '../../../fakes/electron-double/ipc.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));

describeTransport('IPC: the page’s side, the preload script, the main process', async (api) => {
  resetElectron();
  vi.resetModules();
  const window = new BrowserWindow({});
  window.webContents.mainFrame.url = 'app://task-sync/';
  ipcRenderer.listenTo(window.webContents);
  const end = serveIpc({ api, windows: () => observed.windows as never, logger: createRecordingLogger() });
  await import('../../../../src-main/hosts/desktop/preload.ts');
  const transport = createIpcTransport(observed.exposed.get('taskSync') as PreloadBridge);
  return {
    call: (name, input) => transport.call(name as ApiName, input),
    subscribe: (listener) => transport.subscribe(listener),
    close: async () => end(),
  };
});
