import { Pause, Play } from 'lucide-react';
import type { ProfileView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { momentText } from '../words/time-text.ts';

/** Its schedule rests for a while; what a person starts runs all the same. */
export function PauseMenu({ profile: { name, enabled, pause } }: { readonly profile: ProfileView }) {
  const isPaused = !enabled || pause?.of === 'profile';

  async function rest(until: Date | null): Promise<void> {
    await say(async () => {
      await client.call('profiles.pause', { profile: name, until: until?.toISOString() ?? null });
      return until === null
        ? t('profiles.paused', { name })
        : t('profiles.pausedUntil', { name, time: momentText(until.toISOString()) });
    });
  }

  async function resume(): Promise<void> {
    await say(async () => {
      await client.call('profiles.enable', { profile: name, enabled: true });
      return t('profiles.resumed', { name });
    });
  }

  if (isPaused) {
    return (
      <Button icon={Play} onPress={() => void resume()}>
        {t('profiles.resume')}
      </Button>
    );
  }
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const tomorrow = new Date();
  tomorrow.setDate(tomorrow.getDate() + 1);
  tomorrow.setHours(9, 0, 0, 0);
  return (
    <Menu
      label={t('profiles.pauseFor', { name })}
      trigger={<Button icon={Pause}>{t('profiles.pause')}</Button>}
      groups={[
        {
          entries: [
            { id: 'half', label: t('profiles.pause.half'), onAction: () => void rest(inMinutes(30)) },
            { id: 'hour', label: t('profiles.pause.hour'), onAction: () => void rest(inMinutes(60)) },
            { id: 'tomorrow', label: t('profiles.pause.tomorrow'), onAction: () => void rest(tomorrow) },
            { id: 'always', label: t('profiles.pause.always'), onAction: () => void rest(null) },
          ],
        },
      ]}
    />
  );
}

async function say(work: () => Promise<string>): Promise<void> {
  try {
    showToast(await work());
  } catch (error) {
    showToast(error instanceof Error ? error.message : t('profiles.failed'));
  }
}
