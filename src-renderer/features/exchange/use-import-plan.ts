import { useEffect, useState } from 'react';
import type { ImportView } from '../../../src-shared/api/exchange.ts';
import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { client } from '../../api/client.ts';
import type { ColumnFields } from './column-fields.ts';
import type { ChosenFile } from './read-chosen.ts';

export interface ImportPlan {
  /** What the import would do; while it is asked for anew, what was last said of the same file. */
  readonly view: ImportView | null;
  readonly error: TaskSyncError | null;
  readonly isAsking: boolean;
}

const nothing: ImportPlan = { view: null, error: null, isAsking: false };

/** Asks for the plan whenever something of it is another one. Only the newest question is listened to. */
export function useImportPlan(file: ChosenFile | null, profile: string | null, columns: ColumnFields): ImportPlan {
  const [said, setSaid] = useState({ file, plan: nothing });
  useEffect(() => {
    if (file === null || profile === null) return;
    let isNewest = true;
    const tell = (part: Partial<ImportPlan>) => {
      if (isNewest)
        setSaid((before) => ({ file, plan: { ...(before.file === file ? before.plan : nothing), ...part } }));
    };
    tell({ isAsking: true });
    client.call('data.planImport', { profile, text: file.text, columns }).then(
      (view) => tell({ view, error: null, isAsking: false }),
      (error: unknown) => tell({ error: toTaskSyncError(error), isAsking: false }),
    );
    return () => {
      isNewest = false;
    };
  }, [file, profile, columns]);
  // What was said of another file is no longer of use.
  return said.file === file ? said.plan : nothing;
}
