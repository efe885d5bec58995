import type { SettingsView } from '../../../src-shared/api/views.ts';
import { holdKey, holdSeconds } from '../edit-hold.ts';
import { binDaysKey, defaultBinDays } from '../store/compact.ts';
import type { Store } from '../store/store.ts';
import type { ApiContext, Handlers } from './api-context.ts';

export function settingHandlers({ options }: ApiContext): Handlers<'settings.show' | 'settings.change'> {
  const { store } = options;
  return {
    'settings.show': async () => await viewSettings(store),
    'settings.change': async ({ binDays, holdSeconds }) => {
      await store.transaction('setting', async (tx) => {
        if (binDays !== undefined) await tx.settings.set(binDaysKey, binDays);
        if (holdSeconds !== undefined) await tx.settings.set(holdKey, holdSeconds);
      });
      return await viewSettings(store);
    },
  };
}

async function viewSettings(store: Store): Promise<SettingsView> {
  const binDays = (await store.settings.get<number>(binDaysKey)) ?? defaultBinDays;
  return { binDays, holdSeconds: await holdSeconds(store) };
}
