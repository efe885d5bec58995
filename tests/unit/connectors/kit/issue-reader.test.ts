import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createIssueReader } from '../../../../src-main/connectors/kit/issue-reader.ts';

const { readIssue, readIssues } = createIssueReader({
  service: 'Board',
  schema: z.object({ id: z.number(), title: z.string() }),
  numberOf: (issue) => z.object({ id: z.number() }).safeParse(issue).data?.id,
  advice: 'Check its version.',
});

const notUnderstood = {
  code: 'invalid-response',
  message: 'Board sent an issue that Task Sync does not understand. Nothing was taken from it. Check its version.',
  applied: 'unknown',
};

describe('issues of a service', () => {
  it('are read although one among them is strange, which is named', () => {
    const [first, strange, last] = [
      { id: 1, title: 'One' },
      { id: 2, title: null },
      { id: 3, title: 'Three' },
    ];
    expect(readIssues([first, strange, last])).toEqual({
      issues: [first, last],
      ids: [1, 2, 3],
      problems: [
        {
          id: '2',
          code: 'invalid-response',
          message:
            'Board shows issue #2 in a way that Task Sync does not understand. It was left alone; the others went on.',
        },
      ],
    });
  });

  it('are refused when one cannot even be named, and so is one that stands alone and is strange', () => {
    expect(() => readIssues([{ id: 1, title: 'One' }, { title: 'Two' }])).toThrow(
      expect.objectContaining(notUnderstood),
    );
    expect(() => readIssue({ id: 2 })).toThrow(expect.objectContaining(notUnderstood));
    expect(readIssue({ id: 1, title: 'One' })).toEqual({ id: 1, title: 'One' });
  });
});
