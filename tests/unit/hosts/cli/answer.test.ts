import { describe, expect, it } from 'vitest';
import { type Answer, printAnswer } from '../../../../src-main/hosts/cli/answer.ts';
import { createRecordingTerminal } from './recording-terminal.ts';

const person = { json: false, quiet: false };
const program = { json: true, quiet: false };

async function printed(answer: Answer, style = person, isOutTerminal = false): Promise<string> {
  const terminal = createRecordingTerminal({ isOutTerminal });
  await printAnswer(answer, terminal, style);
  expect(terminal.stderr).toBe('');
  return terminal.stdout;
}

async function* each<T>(...items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

describe('an answer', () => {
  it('is text for a person and one document for a program', async () => {
    const answer = { json: { a: 1 }, text: () => 'one' };
    expect(await printed(answer)).toBe('one\n');
    expect(await printed(answer, program)).toBe('{"a":1}\n');
    expect(await printed(answer, program, true)).toBe('{\n  "a": 1\n}\n');
  });

  it('is left out with --quiet when it only confirms', async () => {
    const quiet = { json: false, quiet: true };
    expect(await printed({ json: null, text: () => 'Saved.', confirmation: true }, quiet)).toBe('');
    expect(await printed({ json: null, text: () => 'a list' }, quiet)).toBe('a list\n');
    expect(await printed({ json: 7, text: () => 'Saved.', confirmation: true }, { json: true, quiet: true })).toBe(
      '7\n',
    );
  });

  it('comes item by item and is still one document', async () => {
    const text = () => '';
    expect(JSON.parse(await printed({ json: each(), text }, program))).toEqual([]);
    expect(JSON.parse(await printed({ json: each(1), text }, program))).toEqual([1]);
    expect(JSON.parse(await printed({ json: each({ a: 1 }, { b: [] }), text }, program, true))).toEqual([
      { a: 1 },
      { b: [] },
    ]);
  });

  it('writes dates as text and what is not there as null', async () => {
    const json = {
      due: { kind: 'date', date: '2026-03-01' },
      start: { kind: 'instant', at: '2026-03-01T08:30:00Z', zone: 'Europe/Berlin' },
      action: { kind: 'create', at: 'here' },
      before: undefined,
    };
    expect(JSON.parse(await printed({ json, text: () => '' }, program))).toEqual({
      due: '2026-03-01',
      start: '2026-03-01T08:30:00Z',
      action: { kind: 'create', at: 'here' },
      before: null,
    });
  });

  it('gives a program every character and the terminal none that could steer it', async () => {
    const title = 'a\u001b[2J\u009b\u202e\u2028"\\';
    const text = await printed({ json: { title }, text: () => '' }, program);
    expect(text).toMatch(/^[\x20-\x7e]*\n$/);
    expect(JSON.parse(text)).toEqual({ title });
  });
});
