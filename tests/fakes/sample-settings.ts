import type { ApiArguments } from '../../src-shared/api/contract.ts';
import type { NoticesView, SettingsView } from '../../src-shared/api/views.ts';
import { defaultNoticeSettings } from '../../src-shared/domain/notice.ts';
import { defaultShares } from '../../src-shared/sync/guard-plan.ts';
import type { SampleData } from './sample-data.ts';

export function createSampleSettings() {
  let settings: SettingsView = {
    ...{ binDays: 30, historyDays: 90, holdSeconds: 10, brakes: defaultShares, notices: defaultNoticeSettings },
    ...{ language: null, desktop: null, logLevel: 'info' },
  };
  const change = ({ brakes, notices, desktop: _, ...simple }: ApiArguments<'settings.change'>): SettingsView => {
    settings = {
      ...settings,
      ...simple,
      brakes: { ...settings.brakes, ...brakes },
      notices: { ...settings.notices, ...notices },
    } as SettingsView;
    return settings;
  };
  return { show: () => settings, change };
}

/** A sign-in that is needed, what could not be sent, and a digest that is decided. */
export function createSampleNotices(data: SampleData, now: number) {
  const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  let isRead = false;
  const muted = new Set<string>();
  const later = new Set<string>();
  const snoozed = (notice: string): string | null => (later.has(notice) ? ago(-60) : null);
  const profile = data.profiles[0]?.name ?? null;
  const list = (): NoticesView => {
    const notices = data.tasks.length === 0 || profile === null ? [] : rows(profile);
    return { unread: notices.filter((notice) => !notice.isRead).length, notices };
  };
  const rows = (name: string): NoticesView['notices'] => [
    {
      ...{
        id: 'n3',
        profile: name,
        kind: 'problems',
        count: 2,
        place: 'Redmine',
        at: ago(50),
        lastAt: ago(5),
        times: 4,
      },
      ...{ isRead, solvedAt: null, snoozedUntil: snoozed('n3'), isMuted: muted.has(name) },
    },
    {
      ...{
        id: 'n2',
        profile: null,
        kind: 'conflicts',
        count: 3,
        place: null,
        at: ago(180),
        lastAt: ago(180),
        times: 1,
      },
      ...{ isRead, solvedAt: null, snoozedUntil: snoozed('n2'), isMuted: false },
    },
    {
      ...{ id: 'n1', profile: name, kind: 'sign-in', count: 0, place: 'Redmine', at: ago(3000), lastAt: ago(2900) },
      ...{ times: 12, isRead: true, solvedAt: ago(2800), snoozedUntil: null, isMuted: muted.has(name) },
    },
  ];
  return {
    list,
    read: () => {
      isRead = true;
      return list();
    },
    snooze: ({ notice, snoozed: isSnoozed }: ApiArguments<'notices.snooze'>) => {
      if (isSnoozed) later.add(notice);
      else later.delete(notice);
      return list();
    },
    mute: ({ profile: name, muted: isMuted }: ApiArguments<'notices.mute'>) => {
      if (isMuted) muted.add(name);
      else muted.delete(name);
      return list();
    },
  };
}
