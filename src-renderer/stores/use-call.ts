import { useCallback, useState } from 'react';
import { type TaskSyncError, toTaskSyncError } from '../../src-shared/errors.ts';

export interface Call {
  /** Resolves to true when the work succeeded. */
  readonly run: (work: () => Promise<void>) => Promise<boolean>;
  readonly busy: boolean;
  readonly error: TaskSyncError | null;
  readonly clear: () => void;
}

/** A call that a person started: busy while it lasts, its error kept until the next try. */
export function useCall(): Call {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<TaskSyncError | null>(null);
  const run = useCallback(async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (caught) {
      setError(toTaskSyncError(caught));
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(null), []);
  return { run, busy, error, clear };
}
