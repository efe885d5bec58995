import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesIn, root } from './source-files.ts';

const tokens = 'src-renderer/theme/tokens.css';
const colour = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(/gi;

function coloursIn(text: string): readonly string[] {
  return text.match(colour) ?? [];
}

test('colours are written in the theme only, so that light, dark and high contrast stay complete', () => {
  const styled = filesIn('src-renderer').filter((path) => /\.(css|tsx?|html)$/.test(path) && path !== tokens);
  const found = styled.flatMap((path) =>
    coloursIn(readFileSync(join(root, path), 'utf8')).map(
      (hit) => `${path}: ${hit}. Name a variable of ${tokens} instead.`,
    ),
  );
  expect(found).toEqual([]);
});

test('the check sees the usual ways to write a colour', () => {
  expect(coloursIn('a { color: #0f766e; background: #fff8; border-color: rgb(0 0 0 / 50%) }')).toHaveLength(3);
  expect(coloursIn('a { color: var(--text) } #root { x: y }')).toEqual([]);
});
