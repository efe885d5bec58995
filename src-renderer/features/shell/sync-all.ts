import type { StatusView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { goTo } from '../../stores/route-store.ts';
import { startRun } from '../../stores/runs-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { runSentence } from '../words/run-text.ts';

/** Runs every profile that is switched on, and says how each one ended. */
export function syncAll({ profiles }: StatusView): void {
  for (const { name, enabled, state } of profiles) if (enabled && state !== 'local') void syncProfile(name);
}

export async function syncProfile(profile: string): Promise<void> {
  try {
    const run = await startRun(profile);
    showToast(t('shell.runEnded', { profile, outcome: runSentence(run) }), {
      label: t('shell.details'),
      run: () => goTo({ kind: 'history', run: run.run }),
    });
  } catch (error) {
    showToast(t('shell.runNotStarted', { profile, why: failureLine(error) }));
  }
}
