import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './source-files.ts';

type Colours = Readonly<Record<string, string>>;

const css = readFileSync(join(root, 'src-renderer/theme/tokens.css'), 'utf8');
const usual = block(/^:root \{/m);
const askedFor = block(/@media \(prefers-contrast: more\) \{\s*:root \{/);
const chosen = block(/^:root\[data-contrast="more"\] \{/m);

const backgrounds = ['bg-canvas', 'bg-surface', 'bg-raised', 'bg-sunken', 'bg-hover', 'bg-selected'];
const tones = ['danger', 'warning', 'success', 'info', 'side-left', 'side-right'];
const texts = ['text-1', 'text-2', 'text-3', 'accent-text', ...tones];

describe.each([
  ['light', usual, 0, 4.5],
  ['dark', usual, 1, 4.5],
  ['light with more contrast', { ...usual, ...askedFor }, 0, 7],
  ['dark with more contrast', { ...usual, ...askedFor }, 1, 7],
] as const)('%s', (_name, tokens, at, least) => {
  const colour = (name: string) => sides(tokens[name] ?? '')[at];
  const tooFaint = (pairs: readonly (readonly [string, string])[], ratio: number) =>
    pairs.flatMap(([text, ground]) => {
      const found = contrast(colour(text), colour(ground));
      return found < ratio ? [`${text} on ${ground}: ${found.toFixed(2)}`] : [];
    });

  test('text can be read on every ground', () => {
    const onGround = texts.flatMap((text) => backgrounds.map((ground) => [text, ground] as const));
    const onTone = tones.map((tone) => [tone, `${tone}-bg`] as const);
    const inTone = tones.map((tone) => ['text-1', `${tone}-bg`] as const);
    expect(tooFaint([...onGround, ...onTone, ...inTone, ['on-accent', 'accent']], least)).toEqual([]);
  });

  test('controls, the accent and the focus can be seen on every ground', () => {
    const seen = ['border-strong', 'accent', 'focus'].flatMap((name) =>
      backgrounds.map((ground) => [name, ground] as const),
    );
    expect(tooFaint(seen, 3)).toEqual([]);
  });
});

test('more contrast is the same whether the system asks for it or a person chose it', () => {
  expect(chosen).toEqual(askedFor);
});

function block(start: RegExp): Colours {
  const from = css.slice(css.search(start)).replace(start, '');
  const lines = from.slice(0, from.indexOf('}')).matchAll(/--([\w-]+):\s*([^;]+);/g);
  return Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
}

/** `light-dark(#fff, #000)` */
function sides(value: string): readonly [string, string] {
  const [light = '', dark = ''] = value.match(/#[0-9a-f]{6}/g) ?? [];
  return [light, dark];
}

/** WCAG 2.2, relative luminance. */
function contrast(a: string | undefined, b: string | undefined): number {
  const [light = 0, dark = 0] = [luminance(a ?? ''), luminance(b ?? '')].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
