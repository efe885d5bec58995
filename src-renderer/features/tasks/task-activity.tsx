import type { HistoryView } from '../../../src-shared/api/views.ts';
import { HistoryList } from '../words/history-list.tsx';

export function TaskActivity({ history }: { readonly history: readonly HistoryView[] }) {
  return history.length === 0 ? (
    <p>Nothing has changed since this task came here.</p>
  ) : (
    <HistoryList entries={history} of="task" />
  );
}
