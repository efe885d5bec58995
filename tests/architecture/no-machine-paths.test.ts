import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './source-files.ts';

/** Folders and hosts of the machine somebody worked on. Written so that this file does not find itself. */
const patterns: readonly RegExp[] = [
  /(?<![\w.])\/(?:work|root)\/[\w.]/,
  /(?<![\w.])\/(?:home|Users)\/[\w.-]+\/(?:Documents|Projects|projects|src|dev|code|git|repos)\b/,
  /"resolved": "https?:/,
  /(?<![\w-])https?:\/\/registry\.[\w.-]+/,
];

function traces(text: string): readonly string[] {
  return patterns.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
}

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);

describe('what is committed', () => {
  test('names no folder and no registry of the machine it was written on', () => {
    const texts = tracked.filter((path) => !/\.(png|ico|icns|sqlite3?)$/.test(path));
    const found = texts.flatMap((path) => {
      const text = readIfThere(join(root, path));
      return traces(text).map((trace) => `${path}: ${trace}`);
    });
    expect(found).toEqual([]);
  });

  test('holds nothing that is built or installed', () => {
    expect(tracked.filter((path) => /^(node_modules|out|dist|test-results|playwright-report)\//.test(path))).toEqual(
      [],
    );
  });
});

test('the check sees such a folder and leaves ordinary paths alone', () => {
  expect(traces(['', 'work', 'main'].join('/'))).toHaveLength(1);
  expect(traces('src/work/main and https://example.org/root/x and ./home/me')).toEqual([]);
});

/** A file that is being deleted is still listed until the commit. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
