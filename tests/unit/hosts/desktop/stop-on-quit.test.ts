import { beforeEach, expect, it, vi } from 'vitest';
import type { MainWindow } from '../../../../src-main/hosts/desktop/main-window.ts';
import { stopOnQuit } from '../../../../src-main/hosts/desktop/stop-on-quit.ts';
import { app, resetElectron } from '../../../fakes/electron-double/electron.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';
import { createFakeCore } from './fake-core.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));

beforeEach(resetElectron);

const window = { release: () => undefined, hide: () => undefined } as MainWindow;

it('lets an update end the program, once the core has stopped, and does not stop it a second time', async () => {
  const core = createFakeCore();
  const stopThen = stopOnQuit(core, window, createRecordingLogger());
  stopThen(() => {
    core.log.push('update');
    app.quit();
  });
  await vi.waitFor(() => expect(observed.exits).toEqual([0]));
  expect(core.log).toEqual(['stopped', 'update']);
});
