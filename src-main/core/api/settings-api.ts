import type { SettingsView } from '../../../src-shared/api/views.ts';
import { binDaysKey, defaultBinDays } from '../store/compact.ts';
import type { Store } from '../store/store.ts';
import type { ApiContext, Handlers } from './api-context.ts';

export function settingHandlers({ options }: ApiContext): Handlers<'settings.show' | 'settings.change'> {
  const { store } = options;
  return {
    'settings.show': async () => await viewSettings(store),
    'settings.change': async ({ binDays }) => {
      await store.transaction('setting', async (tx) => {
        if (binDays !== undefined) await tx.settings.set(binDaysKey, binDays);
      });
      return await viewSettings(store);
    },
  };
}

async function viewSettings(store: Store): Promise<SettingsView> {
  return { binDays: (await store.settings.get<number>(binDaysKey)) ?? defaultBinDays };
}
