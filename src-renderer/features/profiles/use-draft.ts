import { useCallback, useMemo } from 'react';
import { useProfiles } from '../../stores/profiles.ts';
import { useQuery } from '../../stores/query-store.ts';
import { type Call, useCall } from '../../stores/use-call.ts';
import { dropDraft, keepDraft, useDrafts } from './drafts-store.ts';
import { type DraftErrors, draftOf, errorsOf, newDraft, type ProfileDraft } from './profile-draft.ts';
import { saveDraft } from './save-draft.ts';

export interface DraftEditor {
  readonly profile: string | null;
  readonly draft: ProfileDraft;
  /** It says something else than what is saved. */
  readonly isChanged: boolean;
  readonly errors: DraftErrors;
  readonly connections: readonly string[];
  readonly change: (part: Partial<ProfileDraft>) => void;
  readonly discard: () => void;
  /** Saves, and goes on to the preview: nothing is written to a service before. */
  readonly save: () => Promise<boolean>;
  readonly call: Call;
}

/** One profile's draft: from where it was left, else from what is saved. Undefined: not loaded yet. */
export function useDraft(profile: string | null): {
  readonly editor: DraftEditor | undefined;
  readonly error: ReturnType<typeof useQuery>['error'];
} {
  const connections = useQuery('connections.list', {});
  const profiles = useProfiles();
  const file = useQuery('profiles.get', profile === null ? null : { profile });
  const kept = useDrafts((drafts) => drafts[profile ?? '']);
  const call = useCall();
  const names = useMemo(() => connections.value?.map(({ name }) => name), [connections.value]);
  const saved = useMemo(() => {
    if (profile !== null) return file.value && draftOf(file.value);
    return names && newDraft(names);
  }, [profile, file.value, names]);
  const draft = kept ?? saved;
  const change = useCallback(
    (part: Partial<ProfileDraft>) => {
      const now = useDrafts.getState()[profile ?? ''] ?? saved;
      if (now) keepDraft(profile, { ...now, ...part });
    },
    [profile, saved],
  );
  const error = connections.error ?? profiles.error ?? file.error;
  if (!draft || !names || !profiles.value) return { editor: undefined, error };

  const others = profiles.value.map(({ name }) => name).filter((name) => name !== profile);
  async function save(): Promise<boolean> {
    if (!draft) return false;
    return await call.run(() => saveDraft(profile, draft));
  }
  const isChanged = kept !== undefined && JSON.stringify(kept) !== JSON.stringify(saved);
  return {
    error,
    editor: {
      ...{ profile, draft, isChanged, errors: errorsOf(draft, others), connections: names, change, save, call },
      discard: () => dropDraft(profile),
    },
  };
}
