import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, root } from './source-files.ts';

const texts = ['src-main', 'src-shared', 'src-renderer']
  .flatMap(filesIn)
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const using = (pattern: RegExp, inside = ''): readonly string[] =>
  texts.filter(({ path, text }) => path.startsWith(inside) && pattern.test(text)).map(({ path }) => path);

/**
 * A file of a service passes from one to another and is never put on this disk, so nothing of it can be opened here, and no name of
 * it can lead anywhere. Who adds saving: harmless names, the system's mark for files from elsewhere, and a question for programs
 * come with it.
 */
it('who handles files of services writes none and starts nothing (SEC-44)', () => {
  const disk = /from 'node:(fs|fs\/promises|child_process)'/;
  expect(using(disk, 'src-main/connectors')).toEqual([]);
  expect(using(disk, 'src-main/core').filter((path) => !path.startsWith('src-main/core/store/sqlite/'))).toEqual([]);
  expect(
    using(/\battachment/i, 'src-main/hosts').filter((path) => disk.test(readFileSync(join(root, path), 'utf8'))),
  ).toEqual([]);
});

it('the desktop opens folders of its own and nothing else (SEC-44)', () => {
  expect(using(/\bopenPath\(|\bopenItem\(/)).toEqual(['src-main/hosts/desktop/desktop-port.ts']);
  // The folder of the log, which no page and no service names.
  expect(using(/\.showFolder\(/)).toEqual(['src-main/core/api/logs-api.ts']);
});
