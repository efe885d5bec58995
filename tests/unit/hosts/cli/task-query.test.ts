import { describe, expect, it } from 'vitest';
import { parseTaskQuery } from '../../../../src-main/hosts/cli/task-query.ts';

describe('the search of tasks list', () => {
  it.each([
    [[], {}],
    [['milk'], { text: 'milk' }],
    [['buy', 'milk'], { text: 'buy milk' }],
    [['status:todo'], { status: ['todo'] }],
    [['status:todo,doing status:done'], { status: ['todo', 'doing', 'done'] }],
    [['label:web', 'assignee:ana@example.org'], { label: 'web', assignee: 'ana@example.org' }],
    [['profile:"Web team" login'], { profile: 'Web team', text: 'login' }],
    [['label:"needs review"'], { label: 'needs review' }],
    [['is:conflict'], { is: 'conflict' }],
    [['is:deleted milk'], { deleted: true, text: 'milk' }],
    [['Status:Todo'], { status: ['Todo'] }],
    [['"label:web" is a phrase'], { text: 'label:web is a phrase' }],
    [['https://example.org/a?b=c'], { text: 'https://example.org/a?b=c' }],
    [['10:30 call'], { text: '10:30 call' }],
    [['日本語 é'], { text: '日本語 é' }],
    [['"unclosed phrase'], { text: '"unclosed phrase' }],
  ])('%j asks for %j', (words, query) => {
    expect(parseTaskQuery(words)).toEqual(query);
  });

  it.each([
    [['lable:web'], 'no search key "lable"'],
    [['-label:web'], 'no search key "-label"'],
    [['due:<7d'], 'no search key "due"'],
    [['is:late'], 'is:late'],
    [['label:'], 'lacks its value'],
    [['label:a label:b'], 'once only'],
  ])('%j is refused with a sentence', (words, sentence) => {
    expect(() => parseTaskQuery(words)).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining(sentence) }),
    );
  });
});
