import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createWindow, type WindowOptions } from '../../../../src-main/hosts/desktop/window.ts';
import { resetElectron } from '../../../fakes/electron-double/electron.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));
beforeEach(resetElectron);

const safe = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
} as const;

/** The type refuses these options too; a test has to get past it. */
function open(webPreferences: object | undefined): void {
  createWindow({ webPreferences } as WindowOptions);
}

describe('the window factory (SEC-01)', () => {
  it('opens a window that says all of it', () => {
    open(safe);
    expect(observed.windows).toHaveLength(1);
  });

  it.each(Object.keys(safe))('refuses a window that leaves out %s', (name) => {
    const { [name as keyof typeof safe]: _, ...rest } = safe;
    expect(() => open(rest)).toThrow(name);
    expect(observed.windows).toHaveLength(0);
  });

  it.each(Object.entries(safe))('refuses a window with %s other than %s', (name, value) => {
    expect(() => open({ ...safe, [name]: !value })).toThrow(name);
    expect(() => open({ ...safe, [name]: undefined })).toThrow(name);
    expect(observed.windows).toHaveLength(0);
  });

  it.each(['experimentalFeatures', 'enableBlinkFeatures', 'plugins', 'session', 'partition', 'navigateOnDragDrop'])(
    'refuses a window that sets %s',
    (name) => {
      expect(() => open({ ...safe, [name]: true })).toThrow(name);
    },
  );

  it('refuses a window without preferences', () => {
    expect(() => open(undefined)).toThrow('contextIsolation');
  });

  it('is the only place of the program that makes a window or a view', () => {
    const root = resolve(import.meta.dirname, '../../../..');
    const makers = ['src-main', 'src-renderer', 'src-shared'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file))
        .map((file) => join(folder, file))
        .filter((file) => /new\s+(BrowserWindow|BrowserView|WebContentsView|BaseWindow)\b/.test(read(root, file))),
    );
    expect(makers).toEqual([join('src-main', 'hosts', 'desktop', 'window.ts')]);
  });
});

function read(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
