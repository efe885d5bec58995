import { describe, expect, test } from 'vitest';
import type { StateWhy, StatusView, SyncState } from '../../../src-shared/api/views.ts';
import { de } from '../../../src-shared/i18n/de/index.ts';
import { en } from '../../../src-shared/i18n/en/index.ts';
import { type ProfileStatus, profileSentence, statusSentence } from '../../../src-shared/i18n/status-sentence.ts';
import { createTranslate } from '../../../src-shared/i18n/translate.ts';

const now = new Date(2026, 2, 1, 12);
const english = { t: createTranslate('en-GB', en), now };
const german = { t: createTranslate('de', de), now };

const why: StateWhy = {
  places: ['Jira', 'GitHub'],
  place: null,
  code: null,
  brake: null,
  goesOnAt: null,
  lastRun: 'done',
  left: 0,
  isRestored: false,
};

function profile(state: SyncState, changes: Partial<ProfileStatus> = {}): StatusView['profiles'][number] {
  const counts = { pending: 0, conflicts: 0, matches: 0, problems: 0 };
  return {
    name: 'Both',
    enabled: true,
    tasks: 1,
    state,
    sentence: '',
    why,
    lastRun: null,
    nextRun: null,
    verified: null,
    ...counts,
    ...changes,
  };
}

const progress = {
  ...({ run: 'r', profile: 'p', phase: 'write', endpoint: 'GitHub', done: 120, total: 400 } as const),
  waitingUntil: null,
};

describe('a profile', () => {
  test.each([
    [profile('in-sync'), 'In sync with Jira and GitHub', 'Synchron mit Jira und GitHub'],
    [profile('waiting', { pending: 1 }), '1 task waiting to be sent', '1 Aufgabe wartet auf das Senden'],
    [profile('waiting', { why: { ...why, lastRun: null } }), 'Not synced yet', 'Noch nie synchronisiert'],
    [
      profile('waiting', { why: { ...why, lastRun: 'stopped' } }),
      'The last run was stopped before its end',
      'Der letzte Lauf wurde vor dem Ende abgebrochen',
    ],
    [profile('problem', { problems: 3 }), '3 tasks could not be sent', '3 Aufgaben konnten nicht gesendet werden'],
    [
      profile('problem', { problems: 1, why: { ...why, place: 'Jira', code: 'forbidden' } }),
      'Jira: Not allowed',
      'Jira: Nicht erlaubt',
    ],
    [
      profile('needs-you', { why: { ...why, place: 'Jira', code: 'auth-expired' } }),
      'Jira needs you to sign in again',
      'Jira braucht eine neue Anmeldung',
    ],
    [profile('conflict', { conflicts: 2 }), '2 conflicts need a decision', '2 Konflikte warten auf eine Entscheidung'],
    [
      profile('offline', { pending: 5, why: { ...why, place: 'Jira', code: 'unavailable' } }),
      'Jira cannot be reached. 5 changes saved on this device',
      'Jira ist nicht erreichbar. 5 Änderungen sind auf diesem Gerät gespeichert',
    ],
    [
      profile('held', {
        why: { ...why, brake: { kind: 'mass-delete', what: 'tasks', place: 'Jira', count: 9, of: 10 } },
      }),
      'Held: it would delete 9 of 10 tasks in Jira',
      'Angehalten: Der Lauf würde 9 von 10 Aufgaben in Jira löschen',
    ],
    [
      profile('held', { why: { ...why, brake: { kind: 'mass-delete', place: 'Jira', count: 9, of: 10 } } }),
      'Held: 9 of 10 tasks were deleted in Jira',
      'Angehalten: 9 von 10 Aufgaben wurden in Jira gelöscht',
    ],
    [profile('paused'), 'Paused', 'Pausiert'],
    [
      profile('in-sync', { why: { ...why, isRestored: true } }),
      'An older copy was put back. In sync with Jira and GitHub',
      'Eine ältere Kopie wurde eingespielt. Synchron mit Jira und GitHub',
    ],
  ])('%#: %s', (view, inEnglish, inGerman) => {
    expect(profileSentence(view, english)).toBe(inEnglish);
    expect(profileSentence(view, german)).toBe(inGerman);
  });

  test('that is syncing says how far it is, or why it waits', () => {
    expect(profileSentence(profile('syncing'), english)).toBe('Syncing');
    expect(profileSentence(profile('syncing'), english, progress)).toBe('Syncing, 120 of 400');
    const waitingUntil = new Date(2026, 2, 1, 12, 6).toISOString();
    expect(profileSentence(profile('syncing'), english, { ...progress, waitingUntil })).toBe(
      'GitHub asked to wait, goes on at 12:06',
    );
  });
});

describe('the whole', () => {
  const said = (state: SyncState, ...profiles: StatusView['profiles']) => statusSentence({ state, profiles }, english);

  test('is in sync as of the profile that was proven the longest ago', () => {
    const early = profile('in-sync', { name: 'Early' });
    const today = (hour: number) => new Date(2026, 2, 1, hour, 5).toISOString();
    expect(said('in-sync', { ...early, lastRun: today(3) }, { ...early, lastRun: today(4) })).toBe(
      'All in sync · 03:05',
    );
  });

  test('says which profile it is, or how many', () => {
    const home = profile('paused', { name: 'Home' });
    expect(said('paused', home, profile('in-sync'))).toBe('Home: Paused');
    expect(said('paused', home)).toBe('Paused');
    const offline = profile('offline', { why: { ...why, place: 'Jira', code: 'unavailable' } });
    expect(said('offline', offline, offline)).toBe('2 profiles: Jira cannot be reached. Nothing waits to be sent');
    expect(said('local')).toBe('Nothing is set up yet');
  });

  test('adds up what is to be decided', () => {
    const both = [profile('conflict', { conflicts: 1 }), profile('conflict', { conflicts: 1, matches: 1 })] as const;
    expect(said('conflict', ...both)).toBe('2 conflicts and 1 pair of tasks that may be the same need a decision');
  });
});
