import { testTitles } from './test-titles.mjs';

/** The invariants of the design, each in a few words. A test holds one by naming it in its title: "… (S5)". */
const promises = {
  S1: 'what is agreed is what was confirmed, after any crash',
  S2: 'nothing counts as agreed without evidence from the service',
  S3: 'no edit is lost',
  S4: 'nothing is created twice',
  S5: 'no write without a reason',
  S6: 'only what changed is sent, and what we do not know stays byte for byte',
  S7: 'a write that would overwrite something unseen is refused',
  S8: 'a deletion is proven before it counts',
  S9: 'an edit beats a deletion',
  S10: 'unusually large changes stop and ask',
  S11: 'reading goes on exactly where it stopped',
  S12: 'an old answer does not undo a newer write',
  S13: 'merging single values: one of the two, or a question',
  S14: 'merging text: every added line stays, every deleted line goes',
  S15: 'merging labels and people: additions and removals of both sides',
  S16: 'a comment is copied once, and never back',
  S17: 'nothing is written outside of what was set up, nor before it was seen',
  S18: 'one record belongs to one task',
  S19: 'profiles do not chase each other',
  S20: 'a fight with another tool ends',
  S21: 'on the disk before it is on the wire',
  S22: 'one program writes',
  S23: 'an old copy of the database is noticed and does no harm',
  S24: 'the plan depends on what is known, and on nothing else',
  S25: 'parents before children, and no circles',
  S26: 'what a service no longer has is not guessed',
  S27: 'wrong clocks change nothing, and a day stays a day',
  L1: 'all sides become equal',
  L2: 'then there is silence',
  L3: 'the work for an edit is bounded',
  L4: 'one bad task keeps nobody waiting',
  L5: 'a service that asks for a pause gets it',
  L6: 'a create with a lost answer is settled or shown',
  L7: 'an expired sign-in costs nothing but time',
  L8: 'it starts again from wherever it was stopped',
  L9: 'nothing grows without bound',
  L10: 'what it says about its state is true',
  L11: 'everything can be read again and compared, and nothing is written',
};

/** @returns {{ name: string, words: string, tests: import('./test-titles.mjs').NamedTest[] }[]} */
export function invariantTests() {
  const all = testTitles();
  return Object.entries(promises).map(([name, words]) => ({
    name,
    words,
    tests: all.filter(({ title }) => new RegExp(`\\b${name}\\b`).test(title)),
  }));
}
