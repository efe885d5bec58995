import { Pause, Play } from 'lucide-react';
import type { ProfileView } from '../../../src-shared/api/views.ts';
import { pauseEnds } from '../../../src-shared/i18n/pause-ends.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
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
  return (
    <Menu
      label={t('profiles.pauseFor', { name })}
      trigger={<Button icon={Pause}>{t('profiles.pause')}</Button>}
      groups={[
        {
          entries: pauseEnds.map(({ id, label, until }) => ({
            id,
            label: t(label),
            onAction: () => void rest(until(new Date())),
          })),
        },
      ]}
    />
  );
}

async function say(work: () => Promise<string>): Promise<void> {
  try {
    showToast(await work());
  } catch (error) {
    showToast(failureLine(error));
  }
}
