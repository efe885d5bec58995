import { describe, expect, test } from 'vitest';
import {
  areAmbiguous,
  isSingleKey,
  type KeyPress,
  matchBindings,
  normaliseKeys,
  pressNames,
} from '../../../src-shared/commands/keys.ts';
import { editsText, takenBy } from '../../../src-shared/commands/reserved-keys.ts';

function press(key: string, code: string, held: Partial<KeyPress> = {}): KeyPress {
  const up = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isAltGraph: false };
  return { ...up, key, code, ...held };
}

describe('a press is told', () => {
  test.each([
    ['a letter', press('c', 'KeyC'), ['C']],
    ['a letter with Shift', press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), ['Mod+Shift+Z']],
    ['a sign that needs Shift', press('?', 'Slash', { shiftKey: true }), ['?']],
    ['a digit with Shift', press('!', 'Digit1', { shiftKey: true }), ['!', 'Shift+1']],
    ['an arrow', press('ArrowDown', 'ArrowDown', { shiftKey: true }), ['Shift+Down']],
    ['a Russian letter by its place', press('с', 'KeyC', { ctrlKey: true }), ['Mod+С', 'Mod+C']],
    ['a German umlaut by its place', press('ü', 'BracketLeft', { ctrlKey: true }), ['Mod+Ü', 'Mod+[']],
    ['a sign of AltGr', press('[', 'Digit8', { ctrlKey: true, altKey: true, isAltGraph: true }), ['[']],
    ['nothing for Shift alone', press('Shift', 'ShiftLeft', { shiftKey: true }), []],
  ])('%s', (_what, event, names) => {
    expect(pressNames(event, false)).toEqual(names);
  });

  test('with the command key on a Mac', () => {
    expect(pressNames(press('k', 'KeyK', { metaKey: true }), true)).toEqual(['Mod+K']);
    expect(pressNames(press('k', 'KeyK', { ctrlKey: true }), true)).toEqual(['Ctrl+K']);
  });
});

test('keys are written in one way', () => {
  expect(normaliseKeys('Shift+Mod+s')).toBe('Mod+Shift+S');
  expect(normaliseKeys('g t')).toBe('G T');
  expect(normaliseKeys('Escape')).toBe('Esc');
  expect(normaliseKeys('Mod++')).toBe('Mod++');
  expect(normaliseKeys('Alt+ArrowLeft')).toBe('Alt+Left');
});

test('presses are matched by what they are and by what they begin', () => {
  const bindings = [
    { id: 'tasks', presses: ['G', 'T'] },
    { id: 'add', presses: ['C'] },
    { id: 'conflicts', presses: ['G', 'C'] },
  ];
  expect(matchBindings(bindings, [['G']])).toEqual({ whole: [], isBeginning: true });
  expect(matchBindings(bindings, [['G'], ['C']])).toEqual({ whole: ['conflicts'], isBeginning: false });
  expect(matchBindings(bindings, [['C']])).toEqual({ whole: ['add'], isBeginning: false });
  expect(matchBindings(bindings, [['G'], ['X']])).toEqual({ whole: [], isBeginning: false });
});

test('keys are ambiguous when they are equal or one begins with the other', () => {
  expect(areAmbiguous('G T', 'G')).toBe(true);
  expect(areAmbiguous('G T', 'G C')).toBe(false);
  expect(areAmbiguous('C', 'C')).toBe(true);
});

test('only signs without a modifier are single keys', () => {
  expect(['C', '?', 'Shift+1'].map(isSingleKey)).toEqual([true, true, true]);
  expect(['Mod+K', 'F6', 'Esc', 'Alt+Left'].map(isSingleKey)).toEqual([false, false, false, false]);
});

test('what types text, edits it or belongs to others is not ours', () => {
  expect(['C', 'Mod+Z', 'Alt+L', 'Esc', 'Mod+A'].map(editsText)).toEqual([true, true, true, true, true]);
  expect(['Mod+K', 'F6', 'Mod+Shift+S'].map(editsText)).toEqual([false, false, false]);
  expect(takenBy('Mod+N', true)).toBe('browser');
  expect(takenBy('Mod+N', false)).toBeNull();
  expect(takenBy('Mod+Q', false)).toBe('system');
});
