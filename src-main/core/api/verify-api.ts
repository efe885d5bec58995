import type { VerificationView, VerifiedView } from '../../../src-shared/api/views.ts';
import { assertNever } from '../../../src-shared/assert-never.ts';
import { attachmentsField } from '../../../src-shared/domain/attachment.ts';
import { commentsField } from '../../../src-shared/domain/comment.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import type { ProfileId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { type Difference, differenceCauses, type Verification } from '../../../src-shared/domain/verification.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { verificationKey } from '../engine/verification-key.ts';
import type { Store } from '../store/store.ts';
import { type ApiContext, type Handlers, requireProfile } from './api-context.ts';
import { type Names, namesIn } from './names.ts';
import { plainValue } from './task-view.ts';

export function verifyHandlers(context: ApiContext): Handlers<'profiles.verify' | 'profiles.verified'> {
  return {
    'profiles.verify': async ({ profile: name }) => {
      const profile = await requireProfile(context, name);
      if (profile.endpoints.length === 0) {
        throw new TaskSyncError('invalid-input', `“${profile.name}” has no endpoint, so there is nothing to verify.`);
      }
      const verification = await context.runs.verify(profile);
      context.emit({ kind: 'changed', what: ['profiles', 'status'] });
      return await viewVerification(context, profile, verification);
    },
    'profiles.verified': async ({ profile: name }) => {
      const profile = await requireProfile(context, name);
      const verification = await lastVerification(context.options.store, profile.id);
      return verification && (await viewVerification(context, profile, verification));
    },
  };
}

function lastVerification(store: Store, profile: ProfileId): Promise<Verification | null> {
  return store.settings.get<Verification>(verificationKey(profile));
}

/** When the profile was last proven, and how much of it; null: never. */
export async function viewVerified(store: Store, profile: ProfileId): Promise<VerifiedView | null> {
  const verification = await lastVerification(store, profile);
  return verification && summary(verification);
}

function summary({ finishedAt, endpoints, counts }: Verification): VerifiedView {
  const total = (of: 'links' | 'equal'): number => endpoints.reduce((sum, endpoint) => sum + endpoint[of], 0);
  const isDifferent = differenceCauses.some((cause) => counts[cause] > 0);
  const isIncomplete = endpoints.some((endpoint) => endpoint.failure !== null);
  return {
    state: isIncomplete ? 'incomplete' : isDifferent ? 'different' : 'equal',
    at: finishedAt,
    links: total('links'),
    equal: total('equal'),
  };
}

async function viewVerification(
  context: ApiContext,
  profile: Profile,
  verification: Verification,
): Promise<VerificationView> {
  const said = verification.differences.map(({ endpoint, field, here, base, there }) => ({
    ...{ place: endpoint, field, values: [here, base, there] },
  }));
  const names = await namesIn(context, profile, said);
  const places = new Map(verification.endpoints.map(({ endpoint, name }) => [endpoint, name]));
  return {
    ...summary(verification),
    profile: profile.name,
    endpoints: verification.endpoints.map(({ endpoint: _, name, ...counts }) => ({ endpoint: name, ...counts })),
    causes: differenceCauses
      .map((cause) => ({ cause, count: verification.counts[cause] ?? 0 }))
      .filter(({ count }) => count > 0),
    differences: verification.differences.map((difference) =>
      viewDifference(difference, places.get(difference.endpoint) ?? '', names),
    ),
  };
}

function viewDifference(
  difference: Difference,
  endpoint: string,
  names: Names,
): VerificationView['differences'][number] {
  const { here, base, there, field } = difference;
  const said = (value: FieldValue | undefined): FieldValue =>
    field === null ? plainValue(value) : names.value(difference.endpoint, field, value);
  return {
    ...difference,
    endpoint,
    message: sentenceOf(difference, endpoint),
    here: said(here),
    base: said(base),
    there: said(there),
  };
}

function sentenceOf({ cause, field }: Difference, endpoint: string): string {
  switch (cause) {
    case 'changed-there':
      return `It was changed in ${endpoint} since the last sync. The next sync takes it in.`;
    case 'waiting-here':
      return `It was changed here and waits to be sent to ${endpoint}. Sync to send it.`;
    case 'conflict':
      return 'Both sides changed it, and it waits for your decision.';
    case 'problem':
      return 'It could not be kept in step; its problem says why.';
    case 'match':
      return 'It may be the same task as another one, and waits until you say.';
    case 'missing-there':
      return `${endpoint} has no such ${nounOf(field)} any more. The next sync deals with it.`;
    case 'unknown-there':
      return `${endpoint} has ${thingOf(field)} that no sync has seen yet. Sync to take it in.`;
    case 'one-way':
      return `The profile’s direction for ${endpoint} keeps the two apart.`;
    case 'theirs':
      if (field === attachmentsField) {
        return `The attachment was deleted elsewhere, and this one in ${endpoint} is not ours to delete. Task Sync leaves it there.`;
      }
      return `The comment was written or changed by somebody else in ${endpoint}. Task Sync leaves it there as it is.`;
    case 'unexplained':
      return 'Nothing explains this difference, so it is a mistake of Task Sync. Please report it; nothing was changed.';
    default:
      return assertNever(cause);
  }
}

function nounOf(field: string | null): string {
  if (field === commentsField) return 'comment';
  return field === attachmentsField ? 'attachment' : 'record';
}

function thingOf(field: string | null): string {
  const noun = nounOf(field);
  return `${noun === 'attachment' ? 'an' : 'a'} ${noun}`;
}
