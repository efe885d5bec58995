import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { expect, test } from 'vitest';
import { filesIn, root } from './source-files.ts';

interface Written {
  readonly where: string;
  readonly pattern: RegExp;
}

/**
 * Long enough for exponential and cubic time to show at once, short enough that quadratic time, which short fields can bear, does
 * not. What sees whole notes is held to its length in tests/unit/connectors/rich-text/hostile.test.ts.
 */
const length = 2_000;
const short = 25;
const mostMs = 50;

function expressionsIn(path: string): readonly Written[] {
  const text = readFileSync(join(root, path), 'utf8');
  const found: Written[] = [];
  new Visitor({
    Literal: (literal) => {
      if (!('regex' in literal)) return;
      const { pattern, flags } = literal.regex;
      found.push({
        where: `${path}:${text.slice(0, literal.start).split('\n').length}`,
        pattern: new RegExp(pattern, flags),
      });
    },
  }).visit(parseSync(path, text).program);
  return found;
}

/** Beginnings that lead into the expression, each followed by much of one of its own signs and something that cannot fit. */
function attacksOn({ source }: RegExp): readonly string[] {
  const plain = source.replace(/\\[a-zA-Z]\{?[\w=]*\}?|\(\?[:=!<]+|[()[\]{}^$|*+?]/g, '').replaceAll('\\', '');
  const signs = [...new Set([...plain.slice(0, 40), ...'a0 \n<"*_.-/:'])].slice(0, 24);
  const beginnings = ['', plain.slice(0, 8), plain.slice(0, 2)];
  const pumps = [...signs, ...signs.slice(0, 12).map((sign) => `${sign}a`), 'a ', '0,', '\n '];
  // Short ones first: exponential time would not end with the long ones.
  return [short, length].flatMap((size) =>
    beginnings.flatMap((beginning) => pumps.map((pump) => `${beginning}${pump.repeat(size / pump.length)}\u{10ffff}`)),
  );
}

function costOf(pattern: RegExp, text: string): number {
  const start = process.cpuUsage().user;
  pattern.lastIndex = 0;
  pattern.test(text);
  return (process.cpuUsage().user - start) / 1_000;
}

/** The first time is the engine's own: it compiles. */
function isSlow(pattern: RegExp, text: string): boolean {
  return costOf(pattern, text) > mostMs && Math.min(costOf(pattern, text), costOf(pattern, text)) > mostMs;
}

test('no regular expression of ours takes more than its time over hostile text (SEC-20)', { timeout: 120_000 }, () => {
  const written = ['src-main', 'src-renderer', 'src-shared']
    .flatMap(filesIn)
    .filter((path) => /\.tsx?$/.test(path))
    .flatMap(expressionsIn);
  expect(written.length).toBeGreaterThan(300);
  const slow = written.flatMap(({ where, pattern }) => {
    const attack = attacksOn(pattern).find((text) => isSlow(pattern, text));
    return attack === undefined ? [] : [`${where}: ${pattern} over ${JSON.stringify(attack.slice(0, 20))}…`];
  });
  expect(slow).toEqual([]);
});

test('the search finds an expression that is known to be slow', () => {
  // Built here, so that the search does not find it in this file. With the long texts it would not end.
  const pattern = /^(\w+\s?)+$/;
  const attacks = attacksOn(pattern).filter((text) => text.length < 40);
  expect(attacks.some((text) => isSlow(pattern, text))).toBe(true);
});
