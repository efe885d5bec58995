import { create } from 'zustand';
import { keptHere, whenWorkspaceKnown } from '../../stores/workspace.ts';
import type { ProfileDraft } from './profile-draft.ts';

/** What was not saved yet, by the profile's name; a new profile's is under the empty name. Kept over a reload. */
type Drafts = Readonly<Record<string, ProfileDraft>>;

const name = 'profile-drafts.2';

export const useDrafts = create<Drafts>(() => ({}));

whenWorkspaceKnown(() => useDrafts.setState({ ...(keptHere(name)?.read() as Drafts | null), ...useDrafts.getState() }));

export function keepDraft(profile: string | null, draft: ProfileDraft): void {
  useDrafts.setState({ [profile ?? '']: draft });
  write();
}

export function dropDraft(profile: string | null): void {
  const { [profile ?? '']: _dropped, ...others } = useDrafts.getState();
  useDrafts.setState(others, true);
  write();
}

function write(): void {
  keptHere(name)?.write(useDrafts.getState());
}
