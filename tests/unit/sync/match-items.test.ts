import { describe, expect, it } from 'vitest';
import { type Candidate, matchItems, mentionsIn, type RecordName } from '../../../src-shared/sync/match-items.ts';

const own = (text: string): RecordName => ({ text, own: true });
const mention = (text: string): RecordName => ({ text, own: false });

function candidate(task: string, endpoint: string, names: Candidate['names'] | readonly RecordName[]): Candidate {
  return {
    task,
    endpoints: [endpoint],
    names: names instanceof Map ? names : new Map([['title', names as RecordName[]]]),
  };
}

const pairs = (newcomers: readonly Candidate[], known: readonly Candidate[] = []): readonly string[] =>
  matchItems(newcomers, known, ['title']).map(({ newcomer, task }) => `${newcomer}=${task}`);

describe('first contact', () => {
  it.each([
    ['two of one name at two places', [candidate('a', 'A', [own('x')]), candidate('b', 'B', [own('x')])], ['b=a']],
    ['two at one place are two', [candidate('a', 'A', [own('x')]), candidate('b', 'A', [own('x')])], []],
    [
      'three of one name at three places are one (S4)',
      [candidate('a', 'A', [own('x')]), candidate('b', 'B', [own('x')]), candidate('c', 'C', [own('x')])],
      ['b=a', 'c=a'],
    ],
    [
      'three of one name at two places are ambiguous',
      [candidate('a', 'A', [own('x')]), candidate('b', 'B', [own('x')]), candidate('c', 'B', [own('x')])],
      [],
    ],
    [
      'the copies that one record has at two places, each by a name that it expects',
      [
        candidate('a', 'A', [mention('x'), mention('y')]),
        candidate('b', 'B', [own('x')]),
        candidate('c', 'C', [own('y')]),
      ],
      ['b=a', 'c=a'],
    ],
    [
      'two that speak of the same one',
      [candidate('a', 'A', [mention('x')]), candidate('b', 'B', [mention('x')]), candidate('c', 'C', [own('x')])],
      [],
    ],
    ['one speaks of the other', [candidate('a', 'A', [own('x')]), candidate('b', 'B', [mention('x')])], ['b=a']],
    ['both speak of a third', [candidate('a', 'A', [mention('x')]), candidate('b', 'B', [mention('x')])], []],
  ] as const)('%s', (_, newcomers, expected) => {
    expect(pairs(newcomers)).toEqual(expected);
  });

  it('joins a newcomer to a task that is here already', () => {
    expect(pairs([candidate('new', 'B', [own('x')])], [candidate('here', 'A', [own('x')])])).toEqual(['new=here']);
  });

  it('leaves two apart of which a person said that they are different, also where a third would join them', () => {
    const three = [candidate('a', 'A', [own('x')]), candidate('b', 'B', [own('x')]), candidate('c', 'C', [own('x')])];
    const areDifferent = (one: string, other: string): boolean => [one, other].sort().join() === 'a,b';
    expect(matchItems(three, [], ['title'], areDifferent)).toEqual([]);
  });

  it('asks the ways in their order, and each record once', () => {
    const a = candidate(
      'a',
      'A',
      new Map([
        ['marker', [mention('m')]],
        ['title', [own('x')]],
      ] as const),
    );
    const b = candidate('b', 'B', new Map([['title', [own('x')]]] as const));
    const c = candidate(
      'c',
      'C',
      new Map([
        ['marker', [own('m')]],
        ['title', [own('y')]],
      ] as const),
    );
    expect(matchItems([a, b, c], [], ['marker', 'title'])).toEqual([{ newcomer: 'c', task: 'a', by: 'marker' }]);
  });
});

describe('addresses in a text', () => {
  it('are found without the punctuation around them, each once', () => {
    const text =
      'See https://jira.example.org/browse/WEB-12, (https://gh.example.org/a/b/issues/4) and <https://jira.example.org/browse/WEB-12>.';
    expect(mentionsIn(text)).toEqual(['https://jira.example.org/browse/WEB-12', 'https://gh.example.org/a/b/issues/4']);
  });
});
