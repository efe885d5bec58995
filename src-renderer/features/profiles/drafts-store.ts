import { create } from 'zustand';
import type { ProfileDraft } from './profile-draft.ts';

/** What was not saved yet, by the profile's name; a new profile's is under the empty name. Kept over a reload. */
type Drafts = Readonly<Record<string, ProfileDraft>>;

const storageKey = 'task-sync.profile-drafts.2';

export const useDrafts = create<Drafts>(() => read());

export function keepDraft(profile: string | null, draft: ProfileDraft): void {
  useDrafts.setState({ [profile ?? '']: draft });
  write();
}

export function dropDraft(profile: string | null): void {
  const { [profile ?? '']: _dropped, ...others } = useDrafts.getState();
  useDrafts.setState(others, true);
  write();
}

function read(): Drafts {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(storageKey) ?? '{}') as Drafts;
  } catch {
    return {};
  }
}

function write(): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(useDrafts.getState()));
  } catch {
    // No place to keep it: it lives as long as the window.
  }
}
