import { useState } from 'react';
import type { TaskSelection } from '../../../src-shared/api/contract.ts';
import type { SelectionView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { changeTasks } from '../../stores/task-changes.ts';
import { clearTicks } from '../../stores/task-selection-store.ts';
import { showToast } from '../../stores/toast-store.ts';

export interface Doomed {
  readonly of: TaskSelection;
  readonly view: SelectionView;
}

export interface MoveToBin {
  /** What waits for an answer; null: nothing does. */
  readonly doomed: Doomed | null;
  readonly ask: (of: TaskSelection) => void;
  readonly cancel: () => void;
  readonly confirm: () => void;
}

/** Tasks that are only here go to the Bin at once, with Undo; about those that services have too, a person is asked. */
export function useMoveToBin(): MoveToBin {
  const [doomed, setDoomed] = useState<Doomed | null>(null);

  async function ask(of: TaskSelection): Promise<void> {
    try {
      const view = await client.call('tasks.selection', { of });
      if (view.endpoints.length > 0) setDoomed({ of, view });
      else await move(of, view.tasks);
    } catch (error) {
      showToast(failureLine(error));
    }
  }

  return {
    doomed,
    ask: (of) => void ask(of),
    cancel: () => setDoomed(null),
    confirm: () => {
      setDoomed(null);
      if (doomed) void move(doomed.of, doomed.view.tasks);
    },
  };
}

async function move(of: TaskSelection, count: number): Promise<void> {
  const done = await changeTasks(of, { bin: true }, t('tasks.done.bin', { count }));
  if (done) clearTicks();
}
