import { useCallback, useEffect, useState } from 'react';
import type { PlanView } from '../../../src-shared/api/views.ts';
import type { Progress } from '../../../src-shared/domain/run.ts';
import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { client } from '../../api/client.ts';

export interface Preview {
  readonly plan: PlanView | null;
  readonly error: TaskSyncError | null;
  readonly isBusy: boolean;
  /** How far the reading is; null before it begins. */
  readonly progress: Progress | null;
  readonly refresh: () => void;
}

/** Asked for on opening and on demand only: it reads the services. After a run of the profile it is out of date and read again. */
export function usePreview(profile: string): Preview {
  const [asked, setAsked] = useState(0);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [answer, setAnswer] = useState<Pick<Preview, 'plan' | 'error'> & { readonly asked: number }>({
    plan: null,
    error: null,
    asked: -1,
  });
  useEffect(() => {
    let isCurrent = true;
    setProgress(null);
    client.call('plans.preview', { profile }).then(
      (plan) => isCurrent && setAnswer({ plan, error: null, asked }),
      // What was seen before stays in sight; it cannot be applied.
      (error: unknown) => isCurrent && setAnswer(({ plan }) => ({ plan, error: toTaskSyncError(error), asked })),
    );
    return () => {
      isCurrent = false;
    };
  }, [profile, asked]);
  useEffect(
    () =>
      client.subscribe((event) => {
        if (event.kind === 'preview-progress' && event.profileName === profile) setProgress(event.progress);
        if (event.kind === 'run-finished' && event.run.profile === profile) setAsked((count) => count + 1);
      }),
    [profile],
  );
  const refresh = useCallback(() => setAsked((count) => count + 1), []);
  return { ...answer, progress, isBusy: answer.asked !== asked, refresh };
}
