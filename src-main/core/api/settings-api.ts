import type { SettingsView, StoredDataView } from '../../../src-shared/api/views.ts';
import { defaultShares } from '../../../src-shared/sync/guard-plan.ts';
import { holdKey, holdSeconds } from '../edit-hold.ts';
import { sharesKey } from '../engine/brakes.ts';
import { noticeSettingsKey, readNoticeSettings } from '../notices/notice-memory.ts';
import { languageKey } from '../notices/system-message.ts';
import { binDaysKey, historyDaysKey, historySinceKey, readRetention, type StoredDays } from '../store/compact.ts';
import type { ApiContext, Handlers } from './api-context.ts';
import { logLevelKey } from './logs-api.ts';

export function settingHandlers(context: ApiContext): Handlers<'settings.show' | 'settings.change' | 'data.show'> {
  const { options } = context;
  const { store } = options;

  const view = async (): Promise<SettingsView> => ({
    ...(await readRetention(store)),
    holdSeconds: await holdSeconds(store),
    brakes: { ...defaultShares, ...(await store.settings.get<Partial<SettingsView['brakes']>>(sharesKey)) },
    notices: await readNoticeSettings(store),
    logLevel: options.ports.logFile?.level() ?? 'info',
    language: await store.settings.get<SettingsView['language']>(languageKey),
    desktop: (await options.ports.desktop?.read()) ?? null,
  });

  return {
    'settings.show': view,
    'settings.change': async ({ brakes, notices, desktop, ...simple }) => {
      await store.transaction('setting', async (tx) => {
        for (const [name, key] of simpleKeys) {
          const value = simple[name];
          if (value !== undefined) await tx.settings.set(key, value);
        }
        for (const [name, key] of retentionKeys) {
          const days = simple[name];
          if (days !== undefined) await tx.settings.set(key, days ?? ('ever' satisfies StoredDays));
        }
        const now = await tx.settings.get<object>(sharesKey);
        if (brakes) await tx.settings.set(sharesKey, { ...now, ...withoutGaps(brakes) });
        if (notices) {
          await tx.settings.set(noticeSettingsKey, { ...(await readNoticeSettings(tx)), ...withoutGaps(notices) });
        }
      });
      if (simple.logLevel !== undefined) options.ports.logFile?.setLevel(simple.logLevel);
      if (desktop) await options.ports.desktop?.change(withoutGaps(desktop));
      context.emit({ kind: 'changed', what: ['settings'] });
      return await view();
    },
    'data.show': async (): Promise<StoredDataView> => {
      const { total: tasks } = await store.tasks.list({ limit: 1 });
      const { total: inBin } = await store.tasks.list({ deleted: true, limit: 1 });
      const since = await store.settings.get<string>(historySinceKey);
      return { file: options.dataFile ?? null, bytes: await store.stats.bytes(), tasks, inBin, historySince: since };
    },
  };
}

const retentionKeys = [
  ['binDays', binDaysKey],
  ['historyDays', historyDaysKey],
] as const;
const simpleKeys = [
  ['holdSeconds', holdKey],
  ['logLevel', logLevelKey],
  ['language', languageKey],
] as const;

/** What is not named stays. */
function withoutGaps<T extends object>(change: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never;
}
