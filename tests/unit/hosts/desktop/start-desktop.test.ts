import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startDesktop } from '../../../../src-main/hosts/desktop/start-desktop.ts';
import type { Notifier } from '../../../../src-shared/ports/ports.ts';
import type { BrowserWindow } from '../../../fakes/electron-double/browser-window.ts';
import type { FakeMenu } from '../../../fakes/electron-double/desktop-parts.ts';
import {
  app,
  globalShortcut,
  nativeTheme,
  powerMonitor,
  resetElectron,
} from '../../../fakes/electron-double/electron.ts';
import { invokeFrom } from '../../../fakes/electron-double/ipc.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';
import { createFakeCore, type FakeCore, profileView, runView } from './fake-core.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));

let core: FakeCore;
let notifier: Notifier | null;
let settingsFolder: string;

beforeEach(() => {
  resetElectron();
  core = createFakeCore();
  settingsFolder = mkdtempSync(join(tmpdir(), 'task-sync-desktop-'));
  writeFileSync(join(settingsFolder, 'index.html'), '<!doctype html>');
});

async function start(
  options: { argv?: string[]; platform?: NodeJS.Platform; env?: NodeJS.ProcessEnv } = {},
): Promise<void> {
  await startDesktop({
    openCore: (given) => {
      notifier = given;
      return Promise.resolve(core);
    },
    dataDir: settingsFolder,
    settingsFolder,
    rendererFolder: settingsFolder,
    preloadFile: '/out/preload/index.cjs',
    resourcesFolder: resolve(import.meta.dirname, '../../../../resources'),
    platform: options.platform ?? 'win32',
    env: options.env ?? {},
    argv: options.argv ?? [],
    logger: createRecordingLogger(),
  });
}

/** The same again, as after a restart of the computer: only the settings folder is left. */
async function restart(): Promise<void> {
  resetElectron();
  await start();
}

function window(): BrowserWindow {
  const [only] = observed.windows;
  if (!only) throw new Error('There is no window');
  return only;
}

const keep = 0;
const quit = 1;
const cancel = 2;

async function closeAndAnswer(answer: number | null): Promise<void> {
  if (answer !== null) observed.answers.push(answer);
  window().close();
  await vi.waitFor(() => expect(window().isVisible() && observed.answers.length > 0).toBe(false));
}

describe('the desktop host', () => {
  it('shows its page once it has painted, and starts the schedules', async () => {
    await start();
    expect(observed.windows).toHaveLength(1);
    expect(window().webContents.mainFrame.url).toBe('app://task-sync/');
    expect(window().options).toMatchObject({ show: false, webPreferences: { sandbox: true, contextIsolation: true } });
    expect(window().isVisible()).toBe(true);
    expect(core.log).toEqual(['scheduler started']);
  });

  it('begins in the background when the system starts it at login', async () => {
    await start({ argv: ['--hidden'] });
    expect(observed.windows).toHaveLength(0);
    expect(observed.trays).toHaveLength(1);
    expect(core.log).toEqual(['scheduler started']);
  });

  it('shows itself even then when its data cannot be read', async () => {
    core.answers.set('damage.show', () => ({ damage: { file: 'task-sync.db', folder: 'backups', backups: [] } }));
    await start({ argv: ['--hidden'] });
    expect(window().isVisible()).toBe(true);
  });

  it('brings its window forward when it is started a second time', async () => {
    await start();
    window().hide();
    window().minimize();
    window().isFocused = false;
    app.emit('second-instance', {}, ['task-sync', '--no-sandbox', 'tasksync://x'], '/');
    await vi.waitFor(() => expect(window().isFocused).toBe(true));
    expect(window().isVisible()).toBe(true);
    expect(window().isMinimized()).toBe(false);
    expect(observed.windows).toHaveLength(1);
  });

  it('makes the window when it is first asked for', async () => {
    await start({ argv: ['--hidden'] });
    app.emit('activate');
    await vi.waitFor(() => expect(window().isVisible()).toBe(true));
  });

  it('answers what there is of updates itself: none, for a program that runs from its sources', async () => {
    await start();
    const { webContents } = window();
    const asked = { sender: webContents, senderFrame: webContents.mainFrame };
    expect(await invokeFrom(asked, 'task-sync:updates.show', {})).toMatchObject({
      ok: true,
      output: { off: 'development', channel: 'stable', state: { kind: 'unknown' } },
    });
    expect(await invokeFrom(asked, 'task-sync:updates.check', {})).toMatchObject({ error: { code: 'unsupported' } });
    expect(core.calls.filter(({ name }) => name.startsWith('updates.'))).toEqual([]);
  });

  it('tells the core that the computer woke up', async () => {
    await start();
    powerMonitor.emit('resume');
    expect(core.log).toEqual(['scheduler started', 'woken']);
  });

  it('lets go of secrets when the screen is locked, and when the computer sleeps (SEC-59)', async () => {
    await start();
    powerMonitor.emit('lock-screen');
    powerMonitor.emit('suspend');
    powerMonitor.emit('unlock-screen');
    expect(core.log).toEqual(['scheduler started', 'locked', 'locked']);
  });

  it('has the theme’s background before the page paints, and follows it', async () => {
    nativeTheme.shouldUseDarkColors = true;
    await start();
    expect(window().options.backgroundColor).toBe('#0F1315');
    nativeTheme.shouldUseDarkColors = false;
    nativeTheme.emit('updated');
    expect(window().backgroundColor).toBe('#F6F8F8');
  });

  it('reloads a page that died, once', async () => {
    await start();
    const { webContents } = window();
    webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window().reloads).toBe(1);
  });

  describe('closing the window', () => {
    it('asks once, keeps the program running, and remembers', async () => {
      await start();
      await closeAndAnswer(keep);
      expect(window().isVisible()).toBe(false);
      expect(observed.questions).toHaveLength(1);
      expect(observed.questions[0]).toMatchObject({
        buttons: ['Keep syncing in the background', 'Quit', 'Cancel'],
        cancelId: cancel,
      });

      window().show();
      await closeAndAnswer(null);
      await vi.waitFor(() => expect(window().isVisible()).toBe(false));
      await restart();
      window().close();
      await vi.waitFor(() => expect(window().isVisible()).toBe(false));
      expect(observed.questions).toHaveLength(0);
      expect(core.log).not.toContain('stopped');
    });

    it('asks once even when the button is pressed twice', async () => {
      await start();
      observed.answers.push(keep);
      window().close();
      window().close();
      await vi.waitFor(() => expect(window().isVisible()).toBe(false));
      expect(observed.questions).toHaveLength(1);
    });

    it('quits when that is the answer, and remembers', async () => {
      await start();
      observed.answers.push(quit);
      window().close();
      await vi.waitFor(() => expect(observed.exits).toEqual([0]));
      await restart();
      window().close();
      await vi.waitFor(() => expect(observed.exits).toEqual([0]));
      expect(observed.questions).toHaveLength(0);
    });

    it('does nothing when the question is dismissed, and asks again', async () => {
      await start();
      observed.answers.push(cancel, keep);
      window().close();
      await vi.waitFor(() => expect(observed.answers).toEqual([keep]));
      expect(window().isVisible()).toBe(true);
      await vi.waitFor(() => {
        window().close();
        expect(observed.questions).toHaveLength(2);
      });
    });

    it('minimises on a desktop that draws no tray icons, and says so', async () => {
      vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nowhere');
      await start({ platform: 'linux' });
      observed.answers.push(keep);
      window().close();
      await vi.waitFor(() => expect(window().isMinimized()).toBe(true));
      expect(window().isVisible()).toBe(true);
      expect(observed.questions[0]?.detail).toContain('minimises');
    });

    it('is a choice that the menu shows and changes', async () => {
      await start();
      const line = () =>
        (observed.applicationMenu as FakeMenu).template
          .flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []))
          .find((item) => item.label === 'Keep Syncing When the Window Is Closed');
      expect(line()?.checked).toBe(true);
      line()?.click?.({ checked: false } as never, undefined, {} as never);
      expect(line()?.checked).toBe(false);
      window().close();
      await vi.waitFor(() => expect(observed.exits).toEqual([0]));
      expect(observed.questions).toHaveLength(0);
    });
  });

  describe('quitting', () => {
    it('stops the core first, out of sight, and then goes', async () => {
      await start();
      const stopping = Promise.withResolvers<void>();
      Object.assign(core, {
        stop: async () => {
          await stopping.promise;
          core.log.push('stopped');
        },
      });
      app.quit();
      app.quit();
      expect(observed.exits).toEqual([]);
      expect(window().isVisible()).toBe(false);
      stopping.resolve();
      await vi.waitFor(() => expect(observed.exits).toEqual([0]));
      expect(core.log).toEqual(['scheduler started', 'stopped']);
      expect(observed.windows).toHaveLength(0);
    });

    it('goes even when the core cannot stop', async () => {
      await start();
      Object.assign(core, { stop: () => Promise.reject(new Error('disk gone')) });
      app.quit();
      await vi.waitFor(() => expect(observed.exits).toEqual([0]));
    });

    it('does not wait for ever', async () => {
      await start();
      vi.useFakeTimers();
      Object.assign(core, { stop: () => new Promise(() => undefined) });
      app.quit();
      await vi.advanceTimersByTimeAsync(15_000);
      vi.useRealTimers();
      expect(observed.exits).toEqual([0]);
    });

    it('remembers where the window was', async () => {
      await start();
      window().bounds = { x: 40, y: 60, width: 1000, height: 700 };
      window().maximize();
      app.quit();
      await vi.waitFor(() => expect(observed.exits).toEqual([0]));
      await restart();
      expect(window().options).toMatchObject({ x: 40, y: 60, width: 1000, height: 700 });
      expect(window().isMaximized()).toBe(true);
    });
  });

  describe('the menus', () => {
    const press = (label: string): void => {
      const item = observed.trays[0]?.menu?.template.find((one) => one.label === label);
      item?.click?.({ checked: true } as never, undefined, {} as never);
    };

    it('sync every profile that is switched on', async () => {
      core.answers.set('profiles.list', () => [
        profileView(),
        profileView({ name: 'Home' }),
        profileView({ name: 'Off', enabled: false }),
      ]);
      await start();
      press('Sync now');
      const runs = (): unknown[] => core.calls.filter((call) => call.name === 'runs.start').map((call) => call.input);
      await vi.waitFor(() =>
        expect(runs()).toEqual([
          { profile: 'Work', trigger: 'tray' },
          { profile: 'Home', trigger: 'tray' },
        ]),
      );
    });

    it('tell by a message of the system how a run from the tray ended, in the place of what the core says of it', async () => {
      core.answers.set('profiles.list', () => [profileView()]);
      core.answers.set('runs.start', () => runView({ tasks: { created: 2, updated: 0, deleted: 0 } }));
      await start();
      notifier?.notify({ tag: 'run p1', title: 'Work', body: 'told by the core' });
      press('Sync now');
      await vi.waitFor(() => expect(observed.notifications).toHaveLength(2));
      expect(observed.notifications.map(({ options, state }) => [options.body, state])).toEqual([
        ['told by the core', 'closed'],
        ['2 created.', 'shown'],
      ]);
    });

    const menuItem = (id: string) => {
      const all = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
        items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
      return all((observed.applicationMenu as FakeMenu).template).find((item) => item.id === id);
    };
    const choose = (id: string) => menuItem(id)?.click?.({} as never, undefined, {} as never);
    const heard: unknown[] = [];
    async function pageIsReady(language: string, keys?: unknown): Promise<void> {
      const { webContents } = window();
      webContents.on('double:message', (channel: string, args: unknown[]) => {
        if (channel === 'task-sync:command') heard.push(args[0]);
      });
      await invokeFrom({ sender: webContents, senderFrame: webContents.mainFrame }, 'task-sync:ready', language, keys);
    }

    it('send their commands to the page, as soon as it is there', async () => {
      heard.length = 0;
      await start();
      choose('sync.all');
      expect(heard).toEqual([]);
      await pageIsReady('en');
      choose('go.conflicts');
      expect(heard).toEqual(['sync.all', 'go.conflicts']);
      expect(core.calls.map(({ name }) => name)).not.toContain('runs.start');
    });

    it('follow the language of the page, and remember it', async () => {
      await start();
      expect(menuItem('sync.all')?.label).toBe('Sync now');
      await pageIsReady('de');
      expect(menuItem('sync.all')?.label).toBe('Jetzt synchronisieren');
      await vi.waitFor(() => expect(JSON.stringify(observed.trays[0]?.menu)).toContain('Zuletzt'));
      await restart();
      expect(menuItem('sync.all')?.label).toBe('Jetzt synchronisieren');
    });

    it('show the keys that were chosen in the page, at once, and remember them', async () => {
      const accelerator = () => menuItem('sync.all')?.accelerator;
      await start();
      expect(accelerator()).toBe('CommandOrControl+Shift+S');
      await pageIsReady('en', { 'sync.all': ['Mod+Alt+Y'], 'no.command': ['Mod+B'], 'task.add': 'Mod+B' });
      expect(accelerator()).toBe('CommandOrControl+Alt+Y');
      expect(menuItem('task.add')?.accelerator).toBe('CommandOrControl+N');
      await restart();
      expect(accelerator()).toBe('CommandOrControl+Alt+Y');
      await pageIsReady('en', {});
      expect(accelerator()).toBe('CommandOrControl+Shift+S');
    });

    it('offer a key that adds a task from anywhere, off until it is chosen', async () => {
      heard.length = 0;
      await start();
      await pageIsReady('en');
      expect(globalShortcut.keys.size).toBe(0);
      const keys = (observed.applicationMenu as FakeMenu).template
        .flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
        .find(({ label }) => label === 'Key to Add a Task from Anywhere')?.submenu as MenuItemConstructorOptions[];
      expect(keys.map(({ checked }) => checked)).toEqual([true, false, false, false]);
      keys[1]?.click?.({} as never, undefined, {} as never);
      globalShortcut.keys.get('CommandOrControl+Alt+T')?.();
      expect(heard).toEqual(['task.add']);
      globalShortcut.taken.add('CommandOrControl+Shift+Space');
      keys[2]?.click?.({} as never, undefined, {} as never);
      expect(globalShortcut.keys.size).toBe(0);
      expect(observed.notifications.at(-1)?.options.body).toContain('Another program has this key');
    });

    it('are the dock’s and the jump list’s too', async () => {
      const dock = {
        menu: null as unknown,
        setMenu(menu: unknown) {
          this.menu = menu;
        },
      };
      Object.assign(app, { dock, isPackaged: true });
      await start();
      expect(JSON.stringify(dock.menu)).toContain('Add task…');
      expect(app.userTasks.map((task) => task.arguments)).toEqual([
        ...['--sync-now', '--add-task', 'tasksync://conflicts', 'tasksync://settings'],
      ]);
      expect(app.protocols).toEqual(['tasksync']);
      app.emit('second-instance', {}, ['task-sync', 'tasksync://conflicts/c1'], '/');
      await vi.waitFor(() => expect(window().webContents.mainFrame.url).toBe('app://task-sync/#/conflicts/c1'));
    });

    it('make no flood when a web page opens links of ours again and again, and work again later (SEC-57)', async () => {
      vi.useFakeTimers({ toFake: ['performance'] });
      onTestFinished(() => void vi.useRealTimers());
      await start();
      const loads: string[] = [];
      window().webContents.on('double:load', (url: string) => loads.push(url));
      for (let index = 0; index < 500; index++) {
        app.emit('open-url', { preventDefault: () => undefined }, `tasksync://tasks/t${index}`);
        app.emit('second-instance', {}, ['task-sync', `tasksync://conflicts/c${index}`], '/');
      }
      await vi.waitFor(() => expect(loads).toHaveLength(5));
      expect(observed.windows).toHaveLength(1);
      expect([observed.questions, observed.notifications]).toEqual([[], []]);
      vi.advanceTimersByTime(10_001);
      app.emit('second-instance', {}, ['task-sync', 'tasksync://conflicts/last'], '/');
      await vi.waitFor(() => expect(loads).toHaveLength(6));
      expect(loads.at(-1)).toBe('app://task-sync/#/conflicts/last');
    });

    it('ask one question at a time and open few pages, however many a page wants (SEC-57)', async () => {
      await start();
      for (let index = 0; index < 300; index++) {
        expect(window().webContents.tryToOpen(`http://h${index}.example.org/`)).toBe('deny');
      }
      await vi.waitFor(() => expect(observed.questions).toHaveLength(1));
      for (let index = 0; index < 300; index++) window().webContents.tryToOpen(`https://h${index}.example.org/`);
      expect(observed.openedOutside).toEqual([]);
    });

    it('open ten pages in ten seconds, and no more (SEC-57)', async () => {
      await start();
      for (let index = 0; index < 300; index++) window().webContents.tryToOpen(`https://h${index}.example.org/`);
      await vi.waitFor(() => expect(observed.openedOutside).toHaveLength(10));
      expect(observed.windows).toHaveLength(1);
    });

    it('tell by a message of the system why something could not be done', async () => {
      core.answers.set('profiles.list', () => [profileView()]);
      core.answers.set('runs.start', () => {
        throw new Error('inside');
      });
      await start();
      press('Sync now');
      await vi.waitFor(() => expect(observed.notifications).toHaveLength(1));
      expect(observed.notifications[0]?.options).toEqual({
        title: 'Work',
        body: 'Something went wrong inside Task Sync. Your data was left as it was.',
      });
      window().hide();
      observed.notifications[0]?.emit('click');
      await vi.waitFor(() => expect(window().isVisible()).toBe(true));
    });

    it('lead to a place in the page', async () => {
      core.answers.set('status.get', () => ({
        state: 'conflict',
        sentence: '1 conflict needs a decision',
        writable: true,
        notices: [],
        profiles: [
          {
            name: 'Work',
            state: 'conflict',
            sentence: '',
            lastRun: null,
            nextRun: null,
            pending: 0,
            conflicts: 1,
            problems: 0,
          },
        ],
      }));
      await start();
      press('1 conflict to decide…');
      await vi.waitFor(() => expect(window().webContents.mainFrame.url).toBe('app://task-sync/#/conflicts'));
    });
  });
});
