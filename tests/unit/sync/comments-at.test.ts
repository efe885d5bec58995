import { describe, expect, it } from 'vitest';
import type { Comment } from '../../../src-shared/domain/comment.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import { commentsAt } from '../../../src-shared/sync/comments-at.ts';

const at = (minute: number): string => `2026-03-01T09:0${minute}:00.000Z`;
const comment = (text: string, deletedAt: string | null = null): Comment => ({
  ...{ id: 'c1', task: 't1', identity: 'i1', origin: 'A', originName: 'A', author: 'Ana', text, deletedAt },
  ...{ createdAt: at(0), editedAt: null, isInternal: false },
});
const entry = (
  minute: number,
  change: NonNullable<HistoryEntry['comment']>['change'],
  before: string | undefined,
  after: string | null,
): HistoryEntry => ({
  ...{ id: minute, run: 'r', at: at(minute), task: 't1', title: '', place: 'here', kind: 'update', field: 'comments' },
  ...{ before, after, actor: 'A', by: 'Ana', comment: { id: 'c1', change } },
});
/** Newest first, as the store gives them. */
const story = [
  entry(7, 'delete', 'Final', null),
  { ...entry(6, 'update', 'Ana wrote (A): Draft', 'Ana wrote (A): Final'), place: 'B' },
  entry(5, 'update', 'Draft', 'Final'),
  entry(3, 'create', undefined, 'Draft'),
];

describe('comments as they were', () => {
  it.each([
    [2, []],
    [4, ['Draft']],
    [6, ['Final']],
    [8, []],
  ] as const)('at minute %i', (minute, texts) => {
    expect(commentsAt([comment('Final', at(7))], story, at(minute)).map(({ text }) => text)).toEqual(texts);
  });

  it('are those of today where nothing happened since', () => {
    expect(commentsAt([comment('Said')], [], at(1))).toEqual([comment('Said')]);
  });
});
