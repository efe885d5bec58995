import { describe, expect, it } from 'vitest';
import type { Comment, CommentLink } from '../../../src-shared/domain/comment.ts';
import type { EndpointId } from '../../../src-shared/domain/ids.ts';
import { splitHeader, withHeader } from '../../../src-shared/sync/comment-header.ts';
import type { CommentItem, CommentPlace, CommentPlan } from '../../../src-shared/sync/comment-rules.ts';
import { planTaskComments } from '../../../src-shared/sync/plan-comments.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString();

function place(endpoint: EndpointId, own: Partial<CommentPlace> = {}): CommentPlace {
  return {
    endpoint,
    name: endpoint.toLowerCase(),
    service: endpoint,
    direction: 'both',
    can: { canEdit: true, canDelete: true },
    identityOf: (remoteId) => `${endpoint}/${remoteId}`,
    ...own,
  };
}
const places = [place('A'), place('B')];

/** What Ana wrote at A, as it is kept here. */
function comment(own: Partial<Comment> = {}): Comment {
  return {
    id: 'c1',
    task: 't',
    identity: 'A/1',
    origin: 'A',
    originName: 'A',
    author: 'Ana',
    createdAt: at(1),
    editedAt: null,
    text: 'Hello',
    isInternal: false,
    deletedAt: null,
    ...own,
  };
}

type Seen = Partial<CommentLink['observation']>;

function link(endpoint: EndpointId, text: string, own: Partial<CommentLink> = {}, seen: Seen = {}): CommentLink {
  const base = 'base' in own ? (own.base ?? null) : text;
  return {
    id: `${endpoint}1`,
    comment: 'c1',
    endpoint,
    record: `record ${endpoint}`,
    remoteId: '1',
    state: 'linked',
    evidence: base === null ? null : { kind: 'observed', run: 'r', version: null, at: at(1) },
    sent: null,
    replaced: null,
    ...own,
    base,
    observation: {
      author: 'Ana',
      isOwn: false,
      createdAt: at(1),
      text,
      isInternal: false,
      identity: null,
      seenAt: at(2),
      ...seen,
    },
  };
}
const mirror = (text: string, own: Partial<CommentLink> = {}, seen: Seen = {}): CommentLink =>
  link('B', text, own, { author: 'me', isOwn: true, identity: 'A/1', ...seen });
const mirrored = 'Ana wrote (A):\n\nHello';

function plan(item: Partial<CommentItem>, where: readonly CommentPlace[] = places): CommentPlan {
  return planTaskComments(
    {
      task: 't',
      title: 'Plan',
      isInBin: false,
      records: new Map(where.map(({ endpoint }) => [endpoint, `record ${endpoint}`])),
      comments: [],
      links: [],
      creating: [],
      backlinks: [],
      ...item,
    },
    where,
  );
}

/** A plan in one line a step. */
function story({ changes, writes, overruled, refusals }: CommentPlan): readonly string[] {
  return [
    ...changes.map(({ kind, comment: { text, origin } }) => `${kind} here "${text}" of ${origin}`),
    ...writes.map(({ kind, endpoint, text }) =>
      kind === 'delete' ? `delete ${endpoint}` : `${kind} ${endpoint} "${text}"`,
    ),
    ...overruled.map(({ endpoint, text }) => `keep "${text}" of ${endpoint} in the history`),
    ...refusals.map(({ reason, endpoint }) => `refuse ${reason} ${endpoint}`),
  ];
}

describe('the decision table of comments (S16)', () => {
  const both = [link('A', 'Hello'), mirror(mirrored)];
  const rows: readonly {
    story: string;
    item: Partial<CommentItem>;
    where?: readonly CommentPlace[];
    plan: readonly string[];
  }[] = [
    {
      story: 'somebody wrote at A → taken over, and written at B with the name',
      item: { links: [link('A', 'Hello', { comment: null, base: null })] },
      plan: ['create here "Hello" of A', `create B "${mirrored}"`],
    },
    { story: 'both sides as they were agreed → nothing (S5)', item: { comments: [comment()], links: both }, plan: [] },
    {
      story: 'our mirror, seen again without a link → joined, never taken for a comment of its own',
      item: { comments: [comment()], links: [link('A', 'Hello'), mirror(mirrored, { comment: null, base: null })] },
      plan: [],
    },
    {
      story: 'a mirror of words that nobody here knows → kept, and never written anywhere',
      item: { links: [mirror(mirrored, { comment: null, base: null })] },
      plan: ['create here "Hello" of null'],
    },
    {
      story: 'its original turns up → it is the original from then on',
      item: {
        comments: [comment({ origin: null })],
        links: [link('A', 'Hello, all', { comment: null, base: null }), mirror(mirrored)],
      },
      plan: ['update here "Hello, all" of A', 'update B "Ana wrote (A):\n\nHello, all"'],
    },
    {
      story: 'edited by its author → carried over',
      item: { comments: [comment()], links: [link('A', 'Hi', { base: 'Hello' }), mirror(mirrored)] },
      plan: ['update here "Hi" of A', 'update B "Ana wrote (A):\n\nHi"'],
    },
    {
      story: "somebody changed the mirror of Ana's words → left alone, on both sides",
      item: { comments: [comment()], links: [link('A', 'Hello'), mirror('Ana wrote (A):\n\nBye', { base: mirrored })] },
      plan: [],
    },
    {
      story: 'and then Ana edits → her words win, the other text is kept in the history',
      item: {
        comments: [comment()],
        links: [link('A', 'Hi', { base: 'Hello' }), mirror('Ana wrote (A):\n\nBye', { base: mirrored })],
      },
      plan: [
        'update here "Hi" of A',
        'update B "Ana wrote (A):\n\nHi"',
        'keep "Ana wrote (A):\n\nBye" of B in the history',
      ],
    },
    {
      story: 'our own words, edited at their mirror → carried over to where we wrote them',
      item: {
        comments: [comment()],
        links: [link('A', 'Hello', {}, { isOwn: true }), mirror('Ana wrote (A):\n\nHi', { base: mirrored })],
      },
      plan: ['update here "Hi" of A', 'update A "Hi"'],
    },
    {
      story: 'our own words, edited on both sides in one line → the original wins, the other is kept in the history',
      item: {
        comments: [comment()],
        links: [
          link('A', 'Hi', { base: 'Hello' }, { isOwn: true }),
          mirror('Ana wrote (A):\n\nHey', { base: mirrored }),
        ],
      },
      plan: ['update here "Hi" of A', 'update B "Ana wrote (A):\n\nHi"', 'keep "Hey" of B in the history'],
    },
    {
      story: 'deleted by its author → gone everywhere',
      item: { comments: [comment()], links: [link('A', 'Hello', { state: 'deleted' }), mirror(mirrored)] },
      plan: ['delete here "Hello" of A', 'delete B'],
    },
    {
      story: "the mirror of Ana's words was deleted → not written again, and hers stay",
      item: { comments: [comment()], links: [link('A', 'Hello'), mirror(mirrored, { state: 'deleted' })] },
      plan: [],
    },
    {
      story: 'our own words: edited at one side, deleted at the other → the edit survives (S9)',
      item: {
        comments: [comment()],
        links: [link('A', 'Hi', { base: 'Hello' }, { isOwn: true }), mirror(mirrored, { state: 'deleted' })],
      },
      plan: ['update here "Hi" of A'],
    },
    {
      story: 'internal → stays home',
      item: { links: [link('A', 'Hello', { comment: null, base: null }, { isInternal: true })] },
      plan: ['create here "Hello" of A'],
    },
    {
      story: 'made internal later → withdrawn',
      item: { comments: [comment()], links: [link('A', 'Hello', {}, { isInternal: true }), mirror(mirrored)] },
      plan: ['update here "Hello" of A', 'delete B'],
    },
    {
      story: 'a create whose outcome is unknown → no second one (S4)',
      item: {
        comments: [comment()],
        links: [link('A', 'Hello')],
        creating: [{ identity: 'A/1', endpoint: 'B', text: mirrored }],
      },
      plan: [],
    },
    {
      story: 'stored differently by the service → not sent again (S5)',
      item: {
        comments: [comment({ text: 'Hello  *there*' })],
        links: [
          link('A', 'Hello  *there*'),
          mirror('Ana wrote (A):\n\nHello _there_', { sent: 'Ana wrote (A):\n\nHello  *there*' }),
        ],
      },
      plan: [],
    },
    {
      story: 'two copies of one mirror → the first is kept in step, the other said',
      item: {
        comments: [comment()],
        links: [...both, mirror(mirrored, { id: 'B2', remoteId: '2', comment: null, base: null })],
      },
      plan: ['refuse ambiguous-match B'],
    },
    {
      story: 'no twin there → waits here',
      item: { links: [link('A', 'Hello', { comment: null, base: null })], records: new Map([['A', 'record A']]) },
      plan: ['create here "Hello" of A'],
    },
    {
      story: 'a task in the bin → nothing is written',
      item: { isInBin: true, links: [link('A', 'Hello', { comment: null, base: null })] },
      plan: ['create here "Hello" of A'],
    },
    {
      story: 'written in another Task Sync, and seen first in the mirror → one comment, which is there already (S4)',
      item: {
        links: [
          link('A', 'Hello', { comment: null, base: null }, { isOwn: true, identity: 'x', createdAt: at(1) }),
          link('B', 'Hello', { comment: null, base: null }, { isOwn: true, identity: 'x', createdAt: at(2) }),
        ],
      },
      where: [place('A', { direction: 'push' }), place('B')],
      plan: ['create here "Hello" of here'],
    },
    {
      story: 'too long for the service → said, not cut',
      item: { links: [link('A', 'Hello', { comment: null, base: null })] },
      where: [place('A'), place('B', { can: { ...place('B').can, maxLength: 10 } })],
      plan: ['create here "Hello" of A', 'refuse too-long B'],
    },
    {
      story: 'no place for a marker: our words with the text that we would send are our mirror',
      item: {
        comments: [comment()],
        links: [link('A', 'Hello'), mirror(mirrored, { comment: null, base: null }, { identity: null })],
      },
      plan: [],
    },
    {
      story: 'no place for a marker, and nobody knows of what it is a mirror → never a comment of its own',
      item: { links: [mirror(mirrored, { comment: null, base: null }, { identity: null })] },
      plan: [],
    },
  ];
  it.each(rows)('$story', ({ item, where, plan: expected }) => {
    expect(story(plan(item, where))).toEqual(expected);
  });

  it('makes the same plan whatever the order of its input, and of equal ones nothing after it (S24)', () => {
    const links = [
      link('A', 'One', { id: 'A1', remoteId: '1', comment: null, base: null }, { createdAt: at(2) }),
      link('A', 'Two', { id: 'A2', remoteId: '2', comment: null, base: null }, { createdAt: at(1) }),
    ];
    const [there, back] = [plan({ links }), plan({ links: links.toReversed() })];
    expect(story(there)).toEqual(story(back));
    expect(there.writes.map(({ text }) => text)).toEqual(['Ana wrote (A):\n\nTwo', 'Ana wrote (A):\n\nOne']);
  });
});

describe('the header line', () => {
  it.each([
    ['Ana', 'GitHub', 'Hello'],
    ['Ana  Maria\nLopez', 'Jira (work)', 'Two\nlines'],
    ['@ana', 'Redmine', ''],
    ['', 'Redmine', 'Ben wrote (Jira):\n\nQuoted'],
  ])('of %j at %j is taken off again', (author, service, text) => {
    const header = splitHeader(withHeader(author, service, text));
    expect(header?.text).toBe(text);
    expect(header?.author).not.toContain('@');
  });

  it('is none where a person wrote something alike', () => {
    for (const text of ['Ana wrote: hello', 'wrote (GitHub):', 'So Ana wrote (GitHub): hello', 'Hello']) {
      expect(splitHeader(text), text).toBeNull();
    }
  });
});
