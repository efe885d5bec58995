import { describe, expect, it } from 'vitest';
import { editableFields, parseAssignments, parseEdit } from '../../../../src-main/hosts/cli/task-edit.ts';
import { validateInput } from '../../../../src-shared/api/validate.ts';

const edit = (...texts: string[]) => parseEdit(parseAssignments(texts));

describe('field=value', () => {
  it.each([
    [['title=Buy milk'], { title: 'Buy milk' }],
    [['title=a=b'], { title: 'a=b' }],
    [['due=2026-03-01', 'status=done'], { due: '2026-03-01', status: 'done' }],
    [['labels=a, b,,c'], { labels: ['a', 'b', 'c'] }],
    [['labels=["a,b","c"]'], { labels: ['a,b', 'c'] }],
    [['labels='], { labels: [] }],
    [['priority='], { priority: null }],
    [['body='], { body: '' }],
    [['body= two\nlines '], { body: ' two\nlines ' }],
    [['estimate=90', 'progress=0'], { estimate: 90, progress: 0 }],
    [
      ['x.points=5', 'x.team=Web', 'x.code="5"', 'x.flag=true', 'x.gone=', 'x.list=[1]'],
      { custom: { points: 5, team: 'Web', code: '5', flag: true, gone: null, list: '[1]' } },
    ],
  ])('%j', (texts, expected) => {
    expect(edit(...texts)).toEqual(expected);
    expect(() => validateInput('tasks.edit', { task: 't', edit: edit(...texts) })).not.toThrow();
  });

  it.each([
    ['title', 'field=value'],
    ['=x', 'field=value'],
    ['lables=a', 'no field "lables"'],
    ['estimate=soon', 'whole number'],
    ['progress=-1', 'whole number'],
    ['labels=[1]', 'no list'],
    ['labels=["a"', 'no list'],
    ['title=', 'cannot be empty'],
    ['status=', 'cannot be empty'],
  ])('%j is refused with a sentence', (text, sentence) => {
    expect(() => edit(text)).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining(sentence) }),
    );
  });

  it('knows every field that the contract lets people edit', () => {
    const everything = Object.fromEntries(
      editableFields.map(([name]) => [name, ['estimate', 'progress'].includes(name) ? '1' : 'x']),
    );
    const parsed = parseEdit(Object.entries(everything));
    expect(() => validateInput('tasks.edit', { task: 't', edit: parsed })).not.toThrow();
  });
});
