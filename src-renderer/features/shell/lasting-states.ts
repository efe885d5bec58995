import type { NoticeView, StatusView, SyncState } from '../../../src-shared/api/views.ts';
import type { Progress } from '../../../src-shared/domain/run.ts';
import { limitEnd, profileSentence, type Say } from '../../../src-shared/i18n/status-sentence.ts';
import { type NextStep, nextStep } from './place-of-state.ts';

/** Something that lasts and concerns everything. */
export interface LastingState {
  readonly kind:
    | 'lost'
    | 'read-only'
    | 'limit'
    | 'demo'
    | NoticeView['kind']
    | Extract<SyncState, 'held' | 'needs-you' | 'conflict' | 'offline' | 'paused'>;
  readonly text: string;
  readonly step: NextStep | null;
  /** It is only known to be read, and goes away then. */
  readonly notice: NoticeView['kind'] | null;
  /** When it ends by itself, to count down to. */
  readonly until?: string;
}

/** What lasts, the most pressing first (ux.md 2.2). Of conflicts and pauses there is one line for all profiles. */
export function lastingStates(
  status: StatusView | undefined,
  lostAt: Date | null,
  say: Say,
  progressOf: (profile: string) => Progress | null = () => null,
  offersDemo = false,
): readonly LastingState[] {
  const { t } = say;
  if (lostAt) {
    const time = new Intl.DateTimeFormat(t.locale, { hour: '2-digit', minute: '2-digit' }).format(lostAt);
    return [plain('lost', t(status ? 'shell.banner.lost' : 'shell.banner.lostEmpty', { time }))];
  }
  if (!status) return [];
  const limits = status.profiles.flatMap((profile) => {
    const progress = progressOf(profile.name);
    const until = limitEnd(profile, say.now, progress);
    return until === null ? [] : [{ profile, progress, until }];
  });
  const of = (state: SyncState) => status.profiles.filter((profile) => profile.state === state);
  // One that waits for a limit is said with its countdown.
  const rest = (state: SyncState) => of(state).filter((one) => !limits.some(({ profile }) => profile === one));
  const named = (state: 'held' | 'needs-you' | 'offline') =>
    rest(state).map((profile): LastingState => {
      const sentence = profileSentence(profile, say);
      const text = t(state === 'offline' ? 'shell.banner.offline' : 'shell.banner.named', {
        profile: profile.name,
        sentence,
      });
      return { kind: state, text, step: nextStep(state, profile.name), notice: null };
    });
  return [
    ...(status.writable ? [] : [plain('read-only', t('shell.banner.readOnly'))]),
    ...status.notices.map(
      ({ kind }): LastingState => ({
        ...{ kind, text: t(`shell.notice.${kind}`), notice: kind },
        step: noticeStep(kind),
      }),
    ),
    ...named('held'),
    ...named('needs-you'),
    ...conflicts(status, say),
    ...limits.map(({ profile, progress, until }): LastingState => {
      const text = t('shell.banner.named', {
        profile: profile.name,
        sentence: profileSentence(profile, say, progress),
      });
      return { ...plain('limit', text), until };
    }),
    ...named('offline'),
    ...paused(status, of('paused'), say),
    ...(offersDemo && status.profiles.length === 0 ? [plain('demo', t('shell.banner.demo'))] : []),
  ];
}

function noticeStep(kind: StatusView['notices'][number]['kind']): LastingState['step'] {
  if (kind === 'backup-failed')
    return { label: 'shell.do.show', route: { kind: 'settings', section: 'backup', setting: null } };
  if (kind === 'archive-failed')
    return { label: 'shell.do.show', route: { kind: 'settings', section: 'data', setting: 'archive' } };
  return null;
}

function plain(kind: LastingState['kind'], text: string): LastingState {
  return { kind, text, step: null, notice: null };
}

function conflicts({ profiles }: StatusView, { t }: Say): readonly LastingState[] {
  const count = profiles.reduce((sum, profile) => sum + profile.conflicts, 0);
  if (count === 0) return [];
  return [
    { kind: 'conflict', text: t('words.status.conflicts', { count }), step: nextStep('conflict', ''), notice: null },
  ];
}

function paused({ pause, profiles }: StatusView, resting: StatusView['profiles'], say: Say): readonly LastingState[] {
  const [first] = resting;
  if (!first) return [];
  const isAll = pause !== undefined || resting.length === profiles.length;
  const sentence = profileSentence(pause ? { ...first, pause } : first, say);
  const text = isAll
    ? say.t('shell.banner.allPaused', { sentence })
    : say.t('shell.banner.paused', { profiles: resting.map(({ name }) => name), count: resting.length });
  return [plain('paused', text)];
}
