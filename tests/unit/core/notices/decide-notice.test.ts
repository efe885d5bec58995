import { describe, expect, it } from 'vitest';
import { countConflicts, decideDigest, noDigest } from '../../../../src-main/core/notices/decide-digest.ts';
import {
  type Decision,
  decideNotice,
  type Moment,
  nothingKnown,
  type Outcome,
  type ProfileMemory,
} from '../../../../src-main/core/notices/decide-notice.ts';
import { isQuiet, quietForMs } from '../../../../src-main/core/notices/quiet-hours.ts';
import { isWorse, type Trouble, troubleOf } from '../../../../src-main/core/notices/trouble.ts';
import { defaultNoticeSettings, type NoticeSettings } from '../../../../src-shared/domain/notice.ts';
import type { Problem } from '../../../../src-shared/domain/run.ts';
import { sampleProblem, sampleRun } from '../../../contract/store/samples.ts';

const problems = (count: number, ...causes: readonly string[]): Trouble => ({
  ...{ kind: 'problems', causes: causes.length > 0 ? causes : ['rejected'], count, place: 'jira' },
});
const held: Trouble = { kind: 'held', causes: ['mass-delete'], count: 40, place: null };
const signIn: Trouble = { kind: 'sign-in', causes: ['jira'], count: 0, place: 'jira' };
const outcome = (trouble: Outcome['trouble'], own: Partial<Outcome> = {}): Outcome => ({
  ...{ trouble, isSeen: false, isAway: false, pending: 0, ...own },
});
const moment = (own: Partial<Moment> = {}): Moment => ({
  ...{ now: 0, canTell: true, minute: 600, told: 0, toldOfThis: 0, ...own },
});
const settings = (own: Partial<NoticeSettings> = {}): NoticeSettings => ({ ...defaultNoticeSettings, ...own });

/** What is said after each of the outcomes. */
function play(outcomes: readonly Outcome[], own: Partial<NoticeSettings> = {}, at: Partial<Moment> = {}) {
  let memory: ProfileMemory = nothingKnown;
  return outcomes.map((each): Decision => {
    const decision = decideNotice(memory, each, settings(own), moment(at));
    memory = decision.memory;
    return decision;
  });
}
const saidOf = (decisions: readonly Decision[]) => decisions.map(({ say }) => say?.kind ?? '-').join(' ');
const notedOf = (decisions: readonly Decision[]) => decisions.map(({ note }) => note?.kind ?? '-').join(' ');

describe('the policy of notices', () => {
  it.each([
    { story: 'nothing of a success', outcomes: [outcome(null)], said: '-', noted: '-' },
    {
      story: 'a fall once, however often it is found',
      outcomes: [outcome(problems(3)), outcome(problems(3)), outcome(problems(4))],
      said: 'fall - -',
      noted: 'new again again',
    },
    {
      story: 'the recovery, because the fall was told',
      outcomes: [outcome(problems(3)), outcome(null), outcome(null)],
      said: 'fall recovered -',
      noted: 'new solved -',
    },
    {
      story: 'something graver, another cause, ten times as much',
      outcomes: [
        ...[outcome(problems(3)), outcome(signIn), outcome(held)],
        ...[outcome(null), outcome(problems(3)), outcome(problems(3, 'forbidden')), outcome(problems(30, 'forbidden'))],
      ],
      said: 'fall fall fall recovered fall fall fall',
      noted: 'new new new solved new new new',
    },
    {
      story: 'nothing of less grave trouble, which the centre has',
      outcomes: [outcome(held), outcome(problems(2))],
      said: 'fall -',
      noted: 'new new',
    },
    {
      story: 'nothing of what a person looks on at, and nothing of its recovery',
      outcomes: [outcome(problems(3), { isSeen: true }), outcome(problems(3)), outcome(null)],
      said: '- - -',
      noted: 'new again solved',
    },
    {
      story: 'nothing of a run that says nothing',
      outcomes: [outcome(problems(3)), outcome(undefined), outcome(problems(3)), outcome(null)],
      said: 'fall - - recovered',
      noted: 'new - again solved',
    },
  ])('tells $story', ({ outcomes, said, noted }) => {
    const decisions = play(outcomes);
    expect(saidOf(decisions)).toBe(said);
    expect(notedOf(decisions)).toBe(noted);
  });

  it('says nothing where messages are off, and the centre has it all the same', () => {
    const decisions = play([outcome(problems(3)), outcome(null)], { isOn: false });
    expect([saidOf(decisions), notedOf(decisions)]).toEqual(['- -', 'new solved']);
  });

  it('takes the message away where recoveries are not wanted', () => {
    expect(saidOf(play([outcome(held), outcome(null)], { recovery: false }))).toBe('fall withdraw');
  });

  it('puts a fall off until the quiet hours are over, and drops what is over by then', () => {
    const quiet = { from: '22:00', to: '07:00' };
    const night = decideNotice(nothingKnown, outcome(held), settings({ quiet }), moment({ minute: 60 }));
    expect([night.say, night.note?.kind]).toEqual([null, 'new']);
    const morning = decideNotice(night.memory, outcome(held), settings({ quiet }), moment({ minute: 480 }));
    expect([morning.say?.kind, morning.note?.kind]).toEqual(['fall', 'again']);
    const well = decideNotice(night.memory, outcome(null), settings({ quiet }), moment({ minute: 480 }));
    expect(well.say).toBeNull();
  });

  it('keeps what is to be told for a host that can show it', () => {
    const bot = decideNotice(nothingKnown, outcome(held), settings(), moment({ canTell: false }));
    expect([bot.say, bot.note?.kind, bot.memory.isTold]).toEqual([null, 'new', false]);
    expect(decideNotice(bot.memory, outcome(held), settings(), moment()).say?.kind).toBe('fall');
  });

  it('is quiet about a muted profile until it is worse', () => {
    const muted = { ...nothingKnown, noted: problems(3), muted: problems(3) };
    const flap = decideNotice(muted, outcome(problems(3)), settings(), moment());
    expect(flap.say).toBeNull();
    expect(decideNotice(flap.memory, outcome(signIn), settings(), moment()).say?.kind).toBe('fall');
  });

  it('tells of a service that is away only after two hours, and only while something waits', () => {
    const away = (now: number, pending: number, memory: ProfileMemory) =>
      decideNotice(memory, outcome(undefined, { isAway: true, pending }), settings(), moment({ now }));
    const first = away(0, 5, nothingKnown);
    const early = away(7_100_000, 5, first.memory);
    const late = away(7_200_000, 5, early.memory);
    expect([first.say, early.say, late.say?.kind]).toEqual([null, null, 'fall']);
    expect(away(7_200_000, 0, early.memory).say).toBeNull();
    expect(decideNotice(late.memory, outcome(null), settings(), moment()).say?.kind).toBe('recovered');
  });

  it('has a limit, that only the first message of a profile may pass', () => {
    const full = { told: 6, toldOfThis: 3 };
    expect(decideNotice(nothingKnown, outcome(held), settings(), moment(full)).say).toBeNull();
    expect(decideNotice(nothingKnown, outcome(held), settings(), moment({ ...full, toldOfThis: 0 })).say?.kind).toBe(
      'fall',
    );
  });
});

describe('the trouble of a run', () => {
  const own = (more: Partial<Problem>): Problem => sampleProblem(more);
  const whole = { task: null, remoteId: null } as const;
  it.each([
    { story: 'none', run: sampleRun('r'), kind: null },
    { story: 'a brake', run: sampleRun('r', { state: 'held' }), kind: 'held' },
    {
      story: 'a sign-in',
      run: sampleRun('r', { state: 'failed', problems: [own({ ...whole, code: 'auth-expired' })] }),
      kind: 'sign-in',
    },
    {
      story: 'a failure',
      run: sampleRun('r', { state: 'failed', problems: [own({ ...whole, code: 'bug' })] }),
      kind: 'failed',
    },
    { story: 'tasks', run: sampleRun('r', { state: 'problems', problems: [own({})] }), kind: 'problems' },
    { story: 'nothing known when it was stopped', run: sampleRun('r', { state: 'stopped' }), kind: undefined },
    { story: 'nothing known when a service was away', run: sampleRun('r', { state: 'offline' }), kind: undefined },
  ])('is $story', ({ run, kind }) => {
    const trouble = troubleOf(run);
    expect(trouble?.kind ?? trouble).toBe(kind);
  });

  it('is worse when it is graver, and not when it is the same', () => {
    expect(isWorse(held, problems(1))).toBe(true);
    expect(isWorse(problems(1), held)).toBe(false);
    expect(isWorse(held, held)).toBe(false);
  });
});

describe('the digest of conflicts', () => {
  const at = (own: Partial<{ now: number; minute: number; told: number }>) => ({
    canTell: true,
    now: 0,
    minute: 600,
    told: 0,
    ...own,
  });

  it('tells new ones together, at most every 30 minutes', () => {
    const first = decideDigest(countConflicts(noDigest, 'p', 2, false), settings(), at({ now: 0 }));
    expect([first.count, first.isTold]).toEqual([2, true]);
    const more = countConflicts(countConflicts(first.memory, 'p', 3, false), 'q', 2, false);
    const early = decideDigest(more, settings(), at({ now: 60_000 }));
    expect([early.count, early.againInMs]).toEqual([0, 29 * 60_000]);
    const due = decideDigest(early.memory, settings(), at({ now: 30 * 60_000 }));
    expect([due.count, due.isTold]).toEqual([3, true]);
    expect(decideDigest(due.memory, settings(), at({ now: 90 * 60_000 })).count).toBe(0);
  });

  it('does not tell of those that the person saw come, nor of those that are decided by then', () => {
    expect(countConflicts(noDigest, 'p', 2, true).waiting).toBe(0);
    expect(countConflicts(countConflicts(noDigest, 'p', 2, false), 'p', 0, false).waiting).toBe(0);
  });

  it('waits for the end of the quiet hours', () => {
    const waiting = countConflicts(noDigest, 'p', 2, false);
    const quiet = { from: '22:00', to: '07:00' };
    expect(decideDigest(waiting, settings({ quiet }), at({ minute: 23 * 60 })).againInMs).toBe(8 * 3_600_000);
  });
});

describe('quiet hours', () => {
  const night = { from: '22:00', to: '07:00' };
  const lunch = { from: '12:00', to: '13:30' };
  it.each([
    [night, 1320, true],
    [night, 0, true],
    [night, 419, true],
    [night, 420, false],
    [night, 1319, false],
    [lunch, 719, false],
    [lunch, 720, true],
    [lunch, 810, false],
    [null, 0, false],
  ] as const)('%j at minute %i: %s', (quiet, minute, expected) => {
    expect(isQuiet(quiet, minute)).toBe(expected);
  });

  it('end when they end', () => {
    expect(quietForMs(night, 23 * 60)).toBe(8 * 3_600_000);
  });
});
