import { useState } from 'react';
import type { HistoryView } from '../../../src-shared/api/views.ts';
import { UndoDialog } from '../history/undo-dialog.tsx';
import { HistoryList } from '../words/history-list.tsx';

interface Props {
  readonly task: string;
  readonly history: readonly HistoryView[];
}

export function TaskActivity({ task, history }: Props) {
  const [run, setRun] = useState<string | null>(null);
  if (history.length === 0) return <p>Nothing has changed since this task came here.</p>;
  return (
    <>
      <HistoryList entries={history} of="task" onUndo={setRun} />
      {run !== null && <UndoDialog run={run} task={task} onClose={() => setRun(null)} />}
    </>
  );
}
