import { client } from '../../api/client.ts';
import { goTo } from '../../stores/route-store.ts';
import { dropDraft } from './drafts-store.ts';
import { fileOf, type ProfileDraft } from './profile-draft.ts';

/** Saves it, and goes on to the preview: nothing is written to a service before. A null profile is a new one. */
export async function saveDraft(profile: string | null, draft: ProfileDraft): Promise<void> {
  const input = { file: fileOf(draft), ...(profile === null ? { previewFirst: true } : { replaces: profile }) };
  const view = await client.call('profiles.save', input);
  dropDraft(profile);
  goTo({ kind: 'preview', profile: view.name });
}
