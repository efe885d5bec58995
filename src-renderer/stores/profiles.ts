import { useMemo } from 'react';
import type { ProfileView } from '../../src-shared/api/views.ts';
import type { Answer } from './answers.ts';
import { useQuery } from './query-store.ts';
import { standing } from './standing.ts';

/** The profiles. Where each stands is what the status says, so that no two places on the screen ever say different things. */
export function useProfiles(): Answer<readonly ProfileView[]> {
  const answer = useQuery('profiles.list', {});
  const status = useQuery('status.get', {}).value;
  return useMemo(() => {
    if (!answer.value || !status) return answer;
    return { ...answer, value: answer.value.map((profile) => standing(profile, status)) };
  }, [answer, status]);
}
