import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { filesIn, parse, root, sourceFiles } from './source-files.ts';

const desktop = 'src-main/hosts/desktop/';

/** Makes `electron` unresolvable, as on a machine where it was never installed. */
const withoutElectron = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve(specifier, context, next) {
      if (/^electron($|[/-])/.test(specifier)) throw new Error(specifier + ' is out of reach in this test');
      return next(specifier, context);
    },
  });
`)}`;

describe('the desktop host is a leaf', () => {
  test('nothing outside of it imports it', () => {
    const others = ['src-shared', 'src-main', 'src-renderer']
      .flatMap(sourceFiles)
      .filter(({ path }) => !path.startsWith(desktop));
    const found = others.flatMap(({ path, imports }) =>
      imports.filter(({ target }) => target?.startsWith(desktop)).map(({ line }) => `${path}:${line}`),
    );
    expect(found).toEqual([]);
  });

  test('the built command line names Electron nowhere', () => {
    const files = filesIn('out/cli').filter((path) => path.endsWith('.js'));
    expect(files).toContain('out/cli/index.js');
    const imported = files.flatMap((path) => parse(path, readFileSync(join(root, path), 'utf8')).imports);
    expect(imported.filter(({ specifier }) => specifier?.startsWith('electron'))).toEqual([]);
  });

  test('the built command line starts and opens its store with Electron out of reach', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tasksync-leaf-'));
    const program = join(root, 'out/cli/index.js');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', withoutElectron, program, 'status', '--json'],
      { env: { ...process.env, TASKSYNC_DATA_DIR: folder } },
    );
    rmSync(folder, { recursive: true, force: true });
    expect(JSON.parse(stdout)).toMatchObject({ profiles: [] });
  });
});
