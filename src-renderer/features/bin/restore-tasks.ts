import type { BinEntry } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { takeStep } from '../inspector/take-step.ts';

/** Out of the bin; the way back puts them into it again. */
export async function restoreTasks(entries: readonly BinEntry[]): Promise<void> {
  const tasks = entries.map(({ task }) => task.id);
  await takeStep({
    label: t('bin.step.restore', { count: tasks.length }),
    run: () => client.call('bin.restore', { tasks }),
    undo: () => client.call('tasks.editMany', { of: { tasks }, change: { bin: true } }),
    said: t('bin.restored', { count: tasks.length }),
  });
}
