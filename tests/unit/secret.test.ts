import { inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Conflict } from '../../src-shared/domain/conflict.ts';
import type { FieldValue } from '../../src-shared/domain/field.ts';
import type { Notice } from '../../src-shared/domain/notice.ts';
import type { HistoryEntry, Problem } from '../../src-shared/domain/run.ts';
import { type SafeFacts, TaskSyncError } from '../../src-shared/errors.ts';
import { Secret } from '../../src-shared/secret.ts';

const word = 'hunter2-correct-horse';
const secret: Secret = new Secret(word);

describe('a secret (SEC-27)', () => {
  it('is told to who asks for it, and compared without being told', () => {
    expect(secret.reveal()).toBe(word);
    expect(secret.isSame(new Secret(word))).toBe(true);
    expect(secret.isSame(new Secret('another'))).toBe(false);
  });

  it.each<[string, () => string]>([
    ['a text', () => `Bearer ${secret} ${String(secret)} ${[secret].join()}`],
    ['what Node prints', () => inspect({ deep: [{ secret }] }, { depth: 9, showHidden: true })],
    [
      'a list of its members',
      () => JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret), { ...secret }]),
    ],
    ['a copy', () => inspect(structuredClone({ secret })) + JSON.stringify(deserialize(serialize({ secret })))],
    ['an error and its cause', () => inspect(new TaskSyncError('bug', `with ${secret}`, { cause: { secret } }))],
  ])('is not in %s', (_what, print) => {
    expect(print()).not.toContain(word);
  });

  it('is never written down: JSON refuses it, wherever it stands', () => {
    for (const value of [secret, { secret }, [[secret]], new Map([['a', { secret }]]).get('a')]) {
      expect(() => JSON.stringify(value)).toThrow('A secret was about to be written down. Nothing was written.');
    }
  });

  it('fits into nothing that is kept or told: tests/tsconfig.json checks these lines', () => {
    expectTypeOf<Secret>().not.toExtend<string>();
    expectTypeOf<Secret>().not.toExtend<FieldValue>();
    expectTypeOf<Secret>().not.toExtend<SafeFacts[string]>();
    expectTypeOf<Secret>().not.toExtend<HistoryEntry[keyof HistoryEntry]>();
    expectTypeOf<Secret>().not.toExtend<Conflict[keyof Conflict]>();
    expectTypeOf<Secret>().not.toExtend<Problem[keyof Problem]>();
    expectTypeOf<Secret>().not.toExtend<Notice[keyof Notice]>();
    expectTypeOf<ReturnType<Secret['toJSON']>>().toBeNever();
  });
});
