import { AlarmClock, AlarmClockOff, Bell, BellOff, RefreshCw, Settings } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { isWorthRetrying } from '../../../src-shared/domain/notice.ts';
import { noticeWords } from '../../../src-shared/i18n/notice-words.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember, type Step, undoStep } from '../../stores/undo-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Failure } from '../words/failure.tsx';
import { dayHeading, momentText } from '../words/time-text.ts';
import { type NoticeItem, noticeGlyphs, noticeRoute } from './notice-look.ts';
import styles from './notices-screen.module.css';

/** What went wrong in the last 30 days, what came of it, and what can be done. */
export function NoticesScreen() {
  const { value, error } = useQuery('notices.list', {});
  const command = useCall();
  const fresh = useFresh(value?.notices);
  const failure = command.error ?? error;

  async function setMuted(profile: string, isMuted: boolean): Promise<void> {
    const set = (muted: boolean) => async () => void (await client.call('notices.mute', { profile, muted }));
    const label = t(isMuted ? 'notices.muteOf' : 'notices.unmuteOf', { profile });
    const step: Step = { label, undo: set(!isMuted), redo: set(isMuted) };
    if (!(await command.run(set(isMuted)))) return;
    remember(step);
    showToast(label, { label: t('command.edit.undo'), run: () => void undoStep(step) });
  }

  async function setSnoozed({ id, profile }: NoticeItem, isSnoozed: boolean): Promise<void> {
    const set = (snoozed: boolean) => async () => void (await client.call('notices.snooze', { notice: id, snoozed }));
    const label = t(isSnoozed ? 'notices.snoozeOf' : 'notices.wakeUpOf', { profile: nameOf(profile) });
    const step: Step = { label, undo: set(!isSnoozed), redo: set(isSnoozed) };
    if (!(await command.run(set(isSnoozed)))) return;
    remember(step);
    showToast(label, { label: t('command.edit.undo'), run: () => void undoStep(step) });
  }

  return (
    <Page
      title={t('notices.title')}
      actions={
        <LinkButton
          variant="ghost"
          icon={Settings}
          href={routeHref({ kind: 'settings', section: 'notifications', setting: null })}
        >
          {t('notices.settings')}
        </LinkButton>
      }
    >
      {failure && <Failure error={failure} />}
      {!value && !error && <Skeleton />}
      {value?.notices.length === 0 && (
        <EmptyState icon={Bell} title={t('notices.empty')}>
          {t('notices.emptyText')}
        </EmptyState>
      )}
      {value &&
        [...Map.groupBy(value.notices, ({ at }) => dayHeading(at))].map(([day, ofDay]) => (
          <section key={day} aria-label={day} className={cx(styles.day)}>
            <h2 className={cx(styles.heading)}>{day}</h2>
            <ul className={cx(styles.list)}>
              {ofDay.map((notice) => (
                <Entry
                  key={notice.id}
                  notice={notice}
                  isFresh={fresh.has(notice.id)}
                  onMute={(profile, isMuted) => void setMuted(profile, isMuted)}
                  onSnooze={(isSnoozed) => void setSnoozed(notice, isSnoozed)}
                  onRetry={(profile) =>
                    void command.run(async () => void (await client.call('runs.start', { profile })))
                  }
                />
              ))}
            </ul>
          </section>
        ))}
    </Page>
  );
}

interface EntryProps {
  readonly notice: NoticeItem;
  readonly isFresh: boolean;
  readonly onMute: (profile: string, isMuted: boolean) => void;
  readonly onSnooze: (isSnoozed: boolean) => void;
  readonly onRetry: (profile: string) => void;
}

function Entry({ notice, isFresh, onMute, onSnooze, onRetry }: EntryProps) {
  const { profile, kind, solvedAt, isMuted } = notice;
  const isSnoozed = isPutOff(notice);
  const route = noticeRoute(notice);
  const { shape, tone } = noticeGlyphs[kind];
  return (
    <li className={cx(styles.entry)}>
      <StatusGlyph shape={solvedAt === null ? shape : 'check'} tone={solvedAt === null ? tone : 'quiet'} />
      <div className={cx(styles.words)}>
        <p className={cx(isFresh && styles.fresh)}>
          <bdi>{nameOf(profile)}</bdi>: {noticeWords(notice, t)}
          {isFresh && <span className={cx(styles.dot)} role="img" aria-label={t('notices.unread')} />}
        </p>
        <p className={cx(styles.meta)}>{metaText(notice)}</p>
      </div>
      {solvedAt === null && (
        <div className={cx(styles.actions)}>
          {profile !== null && profile !== '' && (
            <Button
              variant="ghost"
              icon={isMuted ? Bell : BellOff}
              aria-label={t(isMuted ? 'notices.unmuteOf' : 'notices.muteOf', { profile })}
              onPress={() => onMute(profile, !isMuted)}
            >
              {t(isMuted ? 'notices.unmute' : 'notices.mute')}
            </Button>
          )}
          {!isMuted && (
            <Button
              variant="ghost"
              icon={isSnoozed ? AlarmClockOff : AlarmClock}
              aria-label={t(isSnoozed ? 'notices.wakeUpOf' : 'notices.snoozeOf', { profile: nameOf(profile) })}
              onPress={() => onSnooze(!isSnoozed)}
            >
              {t(isSnoozed ? 'notices.wakeUp' : 'notices.snooze')}
            </Button>
          )}
          {profile && isWorthRetrying(kind) && (
            <Button icon={RefreshCw} aria-label={t('notices.retryOf', { profile })} onPress={() => onRetry(profile)}>
              {t('notices.retry')}
            </Button>
          )}
          {route && <LinkButton href={routeHref(route)}>{t(`notices.act.${kind}`)}</LinkButton>}
        </div>
      )}
    </li>
  );
}

function nameOf(profile: string | null): string {
  return profile ?? t('notices.allProfiles');
}

/** Until it comes back; by then nobody need have told it. */
function isPutOff({ snoozedUntil }: NoticeItem): boolean {
  return snoozedUntil !== null && Date.parse(snoozedUntil) > Date.now();
}

function metaText(notice: NoticeItem): string {
  const { at, lastAt, times, solvedAt, isMuted, snoozedUntil } = notice;
  return [
    momentText(at),
    ...(times > 1 ? [t('notices.times', { count: times, when: momentText(lastAt) })] : []),
    ...(solvedAt === null ? [] : [t('notices.solved', { when: momentText(solvedAt) })]),
    ...(isPutOff(notice) && solvedAt === null ? [t('notices.snoozed', { when: momentText(snoozedUntil ?? '') })] : []),
    ...(isMuted && solvedAt === null ? [t('notices.muted')] : []),
  ].join(' · ');
}

/** Looking at the list reads it; what was new when it was opened stays marked until it is left. */
function useFresh(notices: readonly NoticeItem[] | undefined): ReadonlySet<string> {
  const fresh = useRef(new Set<string>());
  const unread = notices?.filter(({ isRead }) => !isRead) ?? [];
  for (const { id } of unread) fresh.current.add(id);
  const hasUnread = unread.length > 0;
  useEffect(() => {
    // Only when somebody can see it.
    if (hasUnread && document.visibilityState === 'visible')
      void client.call('notices.read', {}).catch(() => undefined);
  }, [hasUnread]);
  return fresh.current;
}
