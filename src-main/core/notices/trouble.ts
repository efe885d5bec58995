import { type TroubleKind, troubleKinds } from '../../../src-shared/domain/notice.ts';
import type { Problem, Run } from '../../../src-shared/domain/run.ts';

/** What is wrong with a profile after a run. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** Why; sorted, to be compared. */
  readonly causes: readonly string[];
  readonly count: number;
  readonly place: string | null;
}

/** Null: all is well. Undefined: the run says nothing about it (it was stopped, or a service was away). */
export function troubleOf(run: Run): Trouble | null | undefined {
  if (run.state === 'held') {
    const [first] = run.brakes;
    return {
      kind: 'held',
      causes: causesOf(run.brakes.map((brake) => brake.kind)),
      count: first?.count ?? 0,
      place: null,
    };
  }
  const whole = run.problems.filter(({ task, remoteId }) => task === null && remoteId === null);
  const signIn = whole.filter(({ code }) => code === 'auth-expired' || code === 'no-keychain');
  if (signIn.length > 0) return { kind: 'sign-in', causes: placesOf(signIn), count: 0, place: onlyPlace(signIn) };
  if (run.state === 'offline' || run.state === 'stopped' || run.state === 'running') return undefined;
  if (run.state === 'failed') {
    return {
      kind: 'failed',
      causes: causesOf(run.problems.map(({ code }) => code)),
      count: 0,
      place: onlyPlace(whole),
    };
  }
  const own = run.problems.filter((problem) => !whole.includes(problem));
  if (own.length === 0) return null;
  return { kind: 'problems', causes: causesOf(own.map(({ code }) => code)), count: own.length, place: onlyPlace(own) };
}

/** What is new is worse when it is graver, has another cause, or concerns ten times as much. */
export function isWorse(now: Trouble, before: Trouble | null): boolean {
  if (before === null) return true;
  if (now.kind !== before.kind) return rank(now) > rank(before);
  const isNewCause = now.causes.some((cause) => !before.causes.includes(cause));
  return isNewCause || now.count >= Math.max(1, before.count) * 10;
}

function rank({ kind }: Trouble): number {
  return troubleKinds.indexOf(kind);
}

function causesOf(all: readonly string[]): readonly string[] {
  return [...new Set(all)].sort();
}

function placesOf(problems: readonly Problem[]): readonly string[] {
  return causesOf(problems.map(({ endpointName }) => endpointName));
}

function onlyPlace(problems: readonly Problem[]): string | null {
  const places = placesOf(problems);
  return places.length === 1 ? (places[0] ?? null) : null;
}
