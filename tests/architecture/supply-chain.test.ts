import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeElectron } from '../../scripts/lib/judge-electron.mjs';
import { releaseNotes } from '../../scripts/lib/release-notes.mjs';
import { root } from './source-files.ts';

/** SEC-06, SEC-50. When one fails, mend the dependency, never this file; another licence needs a decision record. */
interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const lock: { lockfileVersion: number; packages: Record<string, Locked> } = JSON.parse(read('package-lock.json'));
const manifest = JSON.parse(read('package.json'));
const { '': _own, ...packages } = lock.packages;
const locked = Object.entries(packages);

/** May be passed on with our program, or used to make it. MPL is by file, and we change none of those files. */
const licences = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'MPL-2.0'],
  ...['Python-2.0', 'PSF-2.0', 'WTFPL', 'CC0-1.0', 'Unlicense'],
]);

/** `(MIT OR GPL-2.0)` leaves the choice to us; `MIT AND GPL-2.0` does not. */
function mayUse(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  return bare.split(' OR ').some((some) => some.split(' AND ').every((each) => licences.has(each)));
}

describe('packages (SEC-50)', () => {
  test('come from the registry, each with the hash of what was looked at', () => {
    expect(lock.lockfileVersion).toBe(3);
    const loose = locked.filter(
      ([, { integrity, resolved, link }]) => !/^sha512-/.test(integrity ?? '') || resolved || link,
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  test('are wanted in one version, not in a range, and never from git or an address', () => {
    const wanted = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries<string>(manifest[kind]),
    );
    const loose = wanted.filter(([, version]) => !/^(npm:[@\w./-]+@)?\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  test('have licences that let us pass them on', () => {
    expect(mayUse('(WTFPL OR GPL-3.0)')).toBe(true);
    expect(mayUse('MIT AND GPL-3.0')).toBe(false);
    const others = locked.filter(([, { license }]) => !mayUse(license ?? 'none'));
    expect(others.map(([path, { license }]) => `${path}: ${license ?? 'none'}`)).toEqual([]);
  });

  test('run no script when they are installed, and are a week old', () => {
    const settings = read('.npmrc').split('\n');
    for (const line of ['ignore-scripts=true', 'strict-allow-scripts=true', 'min-release-age=7', 'save-exact=true']) {
      expect(settings).toContain(line);
    }
    expect(Object.values(manifest.allowScripts)).not.toContain(true);
  });

  test('that the installed program carries outside of its bundles are two, both native', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['better-sqlite3', 'keytar']);
  });
});

describe('the Electron that we ship (SEC-06)', () => {
  const now = Date.parse('2026-11-27T00:00:00Z');
  const released = {
    '43.1.0': '2026-05-01T00:00:00Z',
    '44.2.0': '2026-08-01T00:00:00Z',
    '45.4.1': '2026-10-01T00:00:00Z',
    '45.5.0': '2026-11-20T00:00:00Z',
    '46.0.0-beta.1': '2026-06-01T00:00:00Z',
  };
  test.each([
    ['a fix that is a week old can wait', '45.4.1', now, 0],
    ['one that is 43 days old cannot', '45.4.1', now + 36 * 86_400_000, 1],
    ['the third major is supported', '43.1.0', now, 0],
    ['the fourth is not', '42.0.0', now, 1],
  ])('%s', (_, ours, at, complaints) => {
    expect(judgeElectron(ours, released, at)).toHaveLength(complaints);
  });
});

describe('the notes of a release', () => {
  const changelog = '# Changelog\n\n## 1.1.0 (2026-12-01)\n\n- [Added] A.\n\n## 1.0.0 (not released)\n\n- [Added] B.\n';
  test('are what the changelog says of its version', () => {
    expect(releaseNotes({ tag: 'v1.1.0', packageVersion: '1.1.0', changelog })).toBe('- [Added] A.');
  });
  test.each([
    ['the tag is of another version', 'v1.1.1', '1.1.0', 'but package.json says 1.1.0'],
    ['the changelog is silent', 'v2.0.0', '2.0.0', 'says nothing of 2.0.0'],
    ['the changelog calls it unreleased', 'v1.0.0', '1.0.0', 'still says'],
  ])('are refused where %s', (_, tag, packageVersion, sentence) => {
    expect(() => releaseNotes({ tag, packageVersion, changelog })).toThrow(sentence);
  });
});
