import { expect, it } from 'vitest';
import type { Store } from '../../../src-main/core/store/store.ts';
import type { Notice } from '../../../src-shared/domain/notice.ts';
import { at } from './samples.ts';

const notice = (id: string, own: Partial<Notice> = {}): Notice => ({
  ...{ id, profile: 'work', kind: 'problems', count: 2, place: 'jira', at: at(1), lastAt: at(1), times: 1 },
  ...{ isRead: false, solvedAt: null, snoozedUntil: null, ...own },
});

export function noticeRows(get: () => Store): void {
  it('lists notices newest first, and counts those that nobody has read', async () => {
    await get().notices.put(notice('n1'));
    await get().notices.put(notice('n2', { at: at(2), profile: null, kind: 'conflicts' }));
    expect((await get().notices.list(10)).map(({ id }) => id)).toEqual(['n2', 'n1']);
    expect(await get().notices.list(1)).toEqual([notice('n2', { at: at(2), profile: null, kind: 'conflicts' })]);
    expect(await get().notices.countUnread()).toBe(2);
    await get().notices.markRead();
    expect(await get().notices.countUnread()).toBe(0);
    expect((await get().notices.list(10)).every(({ isRead }) => isRead)).toBe(true);
  });

  it('replaces a notice by its id', async () => {
    await get().notices.put(notice('n1'));
    await get().notices.put(notice('n1', { times: 5, isRead: true, solvedAt: at(9) }));
    expect(await get().notices.list(10)).toEqual([notice('n1', { times: 5, isRead: true, solvedAt: at(9) })]);
  });

  it('forgets what is too old, and what was about a profile that is gone', async () => {
    await get().notices.put(notice('n1'));
    await get().notices.put(notice('n2', { at: at(5) }));
    await get().notices.put(notice('n3', { at: at(6), profile: 'home' }));
    await get().notices.removeBefore(at(5));
    await get().profiles.remove('home');
    expect((await get().notices.list(10)).map(({ id }) => id)).toEqual(['n2']);
  });
}
