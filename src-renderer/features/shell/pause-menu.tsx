import { Pause, Play } from 'lucide-react';
import type { StatusView } from '../../../src-shared/api/views.ts';
import { pauseEnds } from '../../../src-shared/i18n/pause-ends.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';

/** Rest for a while, or go on. What a person starts runs all the same. */
export function PauseMenu({ status }: { readonly status: StatusView }) {
  if (status.pause) {
    return (
      <Button icon={Play} onPress={resumeSync}>
        {t('command.sync.resume')}
      </Button>
    );
  }
  return (
    <Menu
      label={t('command.sync.pause')}
      trigger={<Button icon={Pause}>{t('command.sync.pause')}</Button>}
      groups={[
        {
          entries: pauseEnds.map(({ id, label, until }) => ({
            id,
            label: t(label),
            onAction: () => pauseUntil(until(new Date())),
          })),
        },
      ]}
    />
  );
}

/** Null: until a person resumes. */
export function pauseUntil(until: Date | null): void {
  void tell(client.call('sync.pause', { until: until?.toISOString() ?? null }));
}

export function resumeSync(): void {
  void tell(client.call('sync.resume', {}));
}

async function tell(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    showToast(failureLine(error));
  }
}
