import { describe, expect, test } from 'vitest';
import { bindingsOf, clashesOf, commandIds, commandInfo, keysOf } from '../../../src-shared/commands/bindings.ts';
import { commands } from '../../../src-shared/commands/commands.ts';
import { normaliseKeys } from '../../../src-shared/commands/keys.ts';
import { takenBy } from '../../../src-shared/commands/reserved-keys.ts';
import { de } from '../../../src-shared/i18n/de/index.ts';
import { en } from '../../../src-shared/i18n/en/index.ts';

describe.each(commandIds)('%s', (id) => {
  const { keys } = commandInfo(id);

  test('has a name in both languages', () => {
    expect(en[`command.${id}`]).toBeTruthy();
    expect(de[`command.${id}`]).toBeTruthy();
  });

  test('has keys that nobody else wants', () => {
    expect(keys.map(normaliseKeys)).toEqual(keys);
    expect(keys.flatMap((each) => clashesOf(id, each, {}))).toEqual([]);
    expect(keys.filter((each) => takenBy(each, false) !== null)).toEqual([]);
  });

  test('can be reached by a key in a browser tab, if it has any', () => {
    if (keys.length > 0) expect(keysOf(id, {}, true)).not.toEqual([]);
  });
});

test('no name is without its command', () => {
  const named = Object.keys(en).filter((key) => key.startsWith('command.'));
  expect(named.map((key) => key.slice('command.'.length)).sort()).toEqual(Object.keys(commands).sort());
});

test('keys that a person chose replace ours', () => {
  const chosen = { 'task.add': ['Q'], 'help.open': [] } as const;
  expect(keysOf('task.add', chosen, false)).toEqual(['Q']);
  expect(keysOf('task.add', { 'task.add': ['Mod+N'] }, true)).toEqual([]);
  expect(bindingsOf(chosen, false).filter(({ id }) => id === 'help.open')).toEqual([]);
  expect(clashesOf('go.tasks', 'Q', chosen)).toEqual(['task.add']);
});
