import type { Channel, UpdateFile, UpdateList } from './update-list.ts';

/** What is installed here, and what was seen before. */
export interface Installed {
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
  readonly channel: Channel;
  /** Of the newest list of this channel that was ever seen here; null: none was. */
  readonly lastIssued: string | null;
}

export type Judgement =
  | { readonly kind: 'newer'; readonly version: string; readonly file: UpdateFile }
  | { readonly kind: 'current' }
  | { readonly kind: 'refused'; readonly why: 'other-channel' | 'replayed' | 'expired' | 'older' | 'no-file' };

/** Whether a list whose signature holds leads to an update (SEC-47, SEC-48). Each line is a way to be tricked with true signatures. */
export function judgeUpdate(list: UpdateList, installed: Installed, now: number): Judgement {
  // A beta list put in the place of the stable one.
  if (list.channel !== installed.channel) return { kind: 'refused', why: 'other-channel' };
  // An old list played again, to keep a version with a known hole.
  if (installed.lastIssued !== null && list.issued < installed.lastIssued) return { kind: 'refused', why: 'replayed' };
  // The same, for somebody who never saw a newer one.
  if (Date.parse(list.expires) <= now) return { kind: 'refused', why: 'expired' };
  const order = compareVersions(list.version, installed.version);
  if (order < 0) return { kind: 'refused', why: 'older' };
  if (order === 0) return { kind: 'current' };
  const file = list.files.find(({ platform, arch }) => platform === installed.platform && arch === installed.arch);
  return file === undefined ? { kind: 'refused', why: 'no-file' } : { kind: 'newer', version: list.version, file };
}

/** As semantic versioning orders them: 1.2.0-beta.2 before 1.2.0-beta.10 before 1.2.0. */
export function compareVersions(some: string, other: string): number {
  const [a, b] = [partsOf(some), partsOf(other)];
  const core = compareLists(a.core, b.core);
  if (core !== 0 || a.early.length + b.early.length === 0) return core;
  if (a.early.length === 0) return 1;
  if (b.early.length === 0) return -1;
  return compareLists(a.early, b.early);
}

type Part = number | string;

function partsOf(version: string): { readonly core: readonly Part[]; readonly early: readonly Part[] } {
  const [core = '', ...early] = version.split('-');
  const split = (text: string): readonly Part[] =>
    text === '' ? [] : text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return { core: split(core), early: split(early.join('-')) };
}

function compareLists(some: readonly Part[], other: readonly Part[]): number {
  for (const [at, part] of some.entries()) {
    const theirs = other[at];
    if (theirs === undefined) return 1;
    if (part !== theirs) return comparePart(part, theirs);
  }
  return some.length - other.length;
}

/** Numbers are less than words. */
function comparePart(some: Part, other: Part): number {
  if (typeof some === typeof other) return some < other ? -1 : 1;
  return typeof some === 'number' ? -1 : 1;
}
