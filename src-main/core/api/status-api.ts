import type { ApiEvent } from '../../../src-shared/api/contract.ts';
import type { NoticeView, ProfileView, StatusView, SyncState } from '../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { type Pause, readPauseOfAll } from '../scheduler/pause.ts';
import type { ApiContext, Handlers } from './api-context.ts';
import { readNotices } from './notices-api.ts';
import { decisionSentence, pauseSentence, viewPause, viewProfile } from './profiles-api.ts';

/** Strongest first: the state of the whole is the strongest of its parts (ux.md 2.2). */
const rank: readonly SyncState[] = [
  'held',
  'needs-you',
  'problem',
  'conflict',
  'offline',
  'paused',
  'syncing',
  'waiting',
  'in-sync',
  'local',
];

export function statusHandlers(
  context: ApiContext,
): Handlers<'status.get' | 'secrets.state' | 'secrets.unlock' | 'secrets.keepForNow'> {
  const { ports } = context.options;
  return {
    'status.get': () => readStatus(context),
    'secrets.state': async () => ({ state: await ports.secrets.state() }),
    'secrets.unlock': async ({ passphrase }) => {
      await ports.secrets.unlock(passphrase);
      context.emit({ kind: 'changed', what: ['connections', 'status'] });
      return null;
    },
    'secrets.keepForNow': async () => {
      if (!ports.secrets.keepForNow) {
        throw new TaskSyncError(
          'unsupported',
          'This program cannot keep secrets for a while only. Nothing was changed.',
        );
      }
      await ports.secrets.keepForNow();
      context.emit({ kind: 'changed', what: ['connections', 'status'] });
      return null;
    },
  };
}

/** Whether the event says that what `readStatus` answered may be old. */
export function changesStatus(event: ApiEvent): boolean {
  return event.kind === 'changed' && event.what.includes('status');
}

export async function readStatus(
  context: Pick<ApiContext, 'options' | 'runs' | 'backups' | 'archive'>,
): Promise<StatusView> {
  const { store, ports, timeZone } = context.options;
  const profiles: ProfileView[] = [];
  for (const profile of await store.profiles.list()) profiles.push(await viewProfile(context, profile));
  const pause = await readPauseOfAll(store, ports.clock.now());
  const view = viewStatus(profiles, store.writable, await readNotices(context));
  return pause ? { ...view, ...pausedStatus(view, pause, timeZone) } : view;
}

/** Everything rests: said unless something graver is to be said. */
function pausedStatus(
  { state, sentence }: StatusView,
  pause: Pause,
  timeZone: string,
): Pick<StatusView, 'sentence' | 'pause'> {
  return { sentence: state === 'paused' ? pauseSentence(pause, timeZone) : sentence, pause: viewPause(pause) };
}

function viewStatus(profiles: readonly ProfileView[], writable: boolean, notices: readonly NoticeView[]): StatusView {
  const state = rank.find((one) => profiles.some((profile) => profile.state === one)) ?? 'local';
  return {
    state,
    sentence: sentenceOf(state, profiles),
    profiles: profiles.map(
      ({
        name,
        enabled,
        tasks,
        state: own,
        sentence,
        why,
        lastRun,
        nextRun,
        pause,
        pending,
        conflicts,
        matches,
        problems,
        verified,
      }) => ({
        name,
        enabled,
        tasks,
        state: own,
        sentence,
        ...(why ? { why } : {}),
        lastRun: lastRun?.finishedAt ?? null,
        nextRun,
        ...(pause ? { pause } : {}),
        pending,
        conflicts,
        matches,
        problems,
        verified,
      }),
    ),
    writable,
    notices,
  };
}

function sentenceOf(state: SyncState, profiles: readonly ProfileView[]): string {
  if (profiles.length === 0) return 'Nothing is set up yet';
  const same = profiles.filter((profile) => profile.state === state);
  const [first] = same;
  if (state === 'in-sync') return 'All in sync';
  if (state === 'conflict') {
    const total = (of: (profile: ProfileView) => number): number => profiles.reduce((sum, one) => sum + of(one), 0);
    return decisionSentence(
      total((one) => one.conflicts),
      total((one) => one.matches),
    );
  }
  if (!first) return '';
  return same.length === 1 ? `${first.name}: ${first.sentence}` : `${same.length} profiles: ${first.sentence}`;
}
