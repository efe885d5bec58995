import type { HistoryCheckView } from '../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { readSeal, sealText } from '../store/journal-seal.ts';
import type { JournalSeal } from '../store/store.ts';
import type { ApiContext, Handlers } from './api-context.ts';

export function historyHandlers({ options: { store } }: ApiContext): Handlers<'history.check'> {
  return {
    'history.check': async ({ seal: text }): Promise<HistoryCheckView> => {
      const noted = text === undefined ? undefined : requireSeal(text);
      const { seal, entries, removed, faults, noted: found } = await store.history.check(noted);
      const tasks = await store.tasks.get(faults.flatMap(({ task }) => task ?? []));
      return {
        seal: sealText(seal),
        entries,
        removed,
        faults: faults.map(({ kind, entry, at, task }) => {
          const title = task === null ? undefined : tasks.get(task)?.fields['title'];
          return { kind, entry, at, title: typeof title === 'string' ? title : null };
        }),
        noted: found,
      };
    },
  };
}

function requireSeal(text: string): JournalSeal {
  const seal = readSeal(text);
  if (seal !== null) return seal;
  throw new TaskSyncError(
    'invalid-input',
    'This is no seal of a history, so nothing was compared. A seal is a number, a hyphen and 64 digits from 0 to f, as “tasksync doctor” tells it.',
  );
}
