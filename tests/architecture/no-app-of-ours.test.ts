import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { connectors } from '../../src-main/connectors/registry.ts';
import { filesIn, root } from './source-files.ts';

it('no connector brings a client id or secret of ours: they are the person’s own (SEC-31)', () => {
  const ways = connectors.flatMap(({ signIn = [] }) => signIn);
  expect(ways.length).toBeGreaterThan(5);
  const names = ways.flatMap((way) => Object.keys(way));
  expect(names.filter((name) => /^client(Id|Secret)$/.test(name))).toEqual([]);
  const inCode = ['src-main', 'src-shared', 'src-renderer'].flatMap(filesIn).filter((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return /client_?(?:id|secret)['"]?\s*[:=]\s*['"][^'"{}$]{8,}['"]/i.test(text) && !/i18n/.test(path);
  });
  expect(inCode).toEqual([]);
});
