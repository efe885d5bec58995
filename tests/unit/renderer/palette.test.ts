import { describe, expect, test } from 'vitest';
import { fuzzyScore } from '../../../src-renderer/features/shell/palette/fuzzy.ts';
import {
  type PaletteItem,
  paletteSections,
  readAsked,
} from '../../../src-renderer/features/shell/palette/palette-items.ts';

describe('what was typed fits', () => {
  const order = (typed: string, texts: readonly string[]) =>
    texts
      .flatMap((text) => ({ text, score: fuzzyScore(typed, text) }))
      .filter(({ score }) => score !== null)
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
      .map(({ text }) => text);

  test('when its letters come in their order', () => {
    expect(fuzzyScore('gtc', 'Go to Conflicts')).not.toBeNull();
    expect(fuzzyScore('xyz', 'Go to Conflicts')).toBeNull();
    expect(fuzzyScore('', 'anything')).toBe(0);
  });

  test('better at the beginning of a word, and better as a whole', () => {
    expect(order('con', ['Reconnect', 'Go to Connections', 'Cut once'])).toEqual([
      ...['Go to Connections', 'Reconnect', 'Cut once'],
    ]);
  });

  test('without accents and capitals', () => {
    expect(fuzzyScore('uber', 'Übersicht')).not.toBeNull();
    expect(order('ubersicht', ['Zur Übersicht'])).toEqual(['Zur Übersicht']);
  });
});

test('a sign before it says what is meant', () => {
  expect(readAsked('> sync')).toEqual({ only: 'commands', text: 'sync' });
  expect(readAsked('#fix')).toEqual({ only: 'tasks', text: 'fix' });
  expect(readAsked('@ana')).toEqual({ only: 'people', text: 'ana' });
  expect(readAsked('fix > it')).toEqual({ only: null, text: 'fix > it' });
});

describe('the palette', () => {
  const item = (group: PaletteItem['group'], text: string, whyNot?: string): PaletteItem => ({
    ...{ id: `${group} ${text}`, group, text, whyNot },
    run: () => undefined,
  });
  const items = [
    item('commands', 'Undo', 'Nothing to undo.'),
    item('commands', 'Sync now'),
    item('profiles', 'Sync web'),
    item('tasks', 'Found by the core'),
    item('settings', 'Theme: Dark'),
  ];
  const shown = (typed: string, recent: readonly string[] = []) =>
    paletteSections(items, readAsked(typed), recent).map(({ group, items: inIt }) => [
      group,
      inIt.map(({ text }) => text),
    ]);

  test('begins with what was chosen last, then all commands, those that can be done first', () => {
    expect(shown('', ['settings Theme: Dark', 'gone'])).toEqual([
      ['recent', ['Theme: Dark']],
      ['commands', ['Sync now', 'Undo']],
    ]);
  });

  test('shows what fits of every kind; tasks were found already', () => {
    expect(shown('sync')).toEqual([
      ['commands', ['Sync now']],
      ['profiles', ['Sync web']],
      ['tasks', ['Found by the core']],
    ]);
  });

  test('keeps to what was asked for', () => {
    expect(shown('>')).toEqual([['commands', ['Sync now', 'Undo']]]);
    expect(shown('#x')).toEqual([['tasks', ['Found by the core']]]);
  });
});
