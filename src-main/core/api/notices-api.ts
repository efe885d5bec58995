import type { NoticesView, NoticeView } from '../../../src-shared/api/views.ts';
import { mostListed, mute, readNoticeMemory } from '../notices/notice-memory.ts';
import { crashLoopKey, readCrashLoop } from '../store/crash-loop.ts';
import { readRestored, restoredKey } from '../store/restored.ts';
import type { Store } from '../store/store.ts';
import { type ApiContext, type Handlers, requireProfile } from './api-context.ts';

type Names = 'notices.list' | 'notices.read' | 'notices.mute' | 'notices.snooze' | 'notices.dismiss';

export function noticeHandlers(context: ApiContext): Handlers<Names> {
  const { archive, backups, options } = context;
  const { store } = options;
  const changed = async (): Promise<NoticesView> => {
    context.emit({ kind: 'changed', what: ['notices'] });
    return await viewNotices(store);
  };
  return {
    'notices.list': () => viewNotices(store),
    'notices.read': async () => {
      if ((await store.notices.countUnread()) > 0) {
        await store.transaction('notice', (tx) => tx.notices.markRead());
        return await changed();
      }
      return await viewNotices(store);
    },
    'notices.mute': async ({ profile: name, muted }) => {
      const profile = await requireProfile(context, name);
      await store.transaction('notice', (tx) => mute(tx, profile.id, muted));
      return await changed();
    },
    'notices.snooze': async ({ notice: id, snoozed }) => {
      await context.notices.snooze(id, snoozed);
      return await viewNotices(store);
    },
    'notices.dismiss': async ({ kind }) => {
      if (kind === 'backup-failed') backups.dismissTrouble();
      else if (kind === 'archive-failed') archive.dismissTrouble();
      else
        await store.transaction('schedule', async (tx) => {
          if (kind === 'safe-mode') await tx.settings.set(crashLoopKey, null);
          else await dismissRestored(tx);
        });
      context.emit({ kind: 'changed', what: ['profiles', 'status'] });
      context.reschedule();
      return null;
    },
  };
}

/** What was told in the last 30 days. */
async function viewNotices(store: Store): Promise<NoticesView> {
  const names = new Map((await store.profiles.list()).map(({ id, name }) => [id, name]));
  const { profiles } = await readNoticeMemory(store);
  const notices = await store.notices.list(mostListed);
  return {
    unread: await store.notices.countUnread(),
    notices: notices.map((notice) => ({
      ...notice,
      profile: notice.profile === null ? null : (names.get(notice.profile) ?? ''),
      isMuted: notice.profile !== null && (profiles[notice.profile]?.muted ?? null) !== null,
    })),
  };
}

/** Read is not the same as clear: what may differ is still treated with care. */
async function dismissRestored({ settings }: Store): Promise<void> {
  const restored = await readRestored({ settings });
  if (restored !== null) await settings.set(restoredKey, { ...restored, isRead: true });
}

/** What a person has to know about the data as a whole, until they have read it. */
export async function readNotices({
  options: { store },
  backups,
  archive,
}: Pick<ApiContext, 'options' | 'backups' | 'archive'>): Promise<readonly NoticeView[]> {
  const notices: NoticeView[] = [];
  const loop = await readCrashLoop(store);
  if (loop !== null) {
    notices.push({
      kind: 'safe-mode',
      since: loop.at,
      text: 'Sync is off: Task Sync ended unexpectedly several times in a row at the same place. Everything here can be looked at and edited, and nothing is sent. Turn sync on again to try once more; if it happens again, please report it.',
    });
  }
  const restored = await readRestored(store);
  if (restored !== null && !restored.isRead) {
    notices.push({
      kind: 'restored',
      since: restored.at,
      text: 'An older copy of the data was put back. Everything is compared with the services again: what is equal stays in step, what differs becomes a conflict for you to decide. Nothing is overwritten or deleted there.',
    });
  }
  const backup = backups.trouble();
  if (backup !== null) notices.push({ kind: 'backup-failed', ...backup });
  const archived = archive.trouble();
  if (archived !== null) notices.push({ kind: 'archive-failed', ...archived });
  return notices;
}
