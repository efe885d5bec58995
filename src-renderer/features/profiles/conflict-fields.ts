import { knownFields } from '../../../src-shared/domain/field.ts';
import type { ProfileDraft } from './profile-draft.ts';

/** Fields for which nobody is asked when both sides changed them. Lines of both texts are kept only where nobody is there. */
export function decidedFields({ policy, fieldPolicies }: Pick<ProfileDraft, 'policy' | 'fieldPolicies'>) {
  const fields = [...new Set<string>([...knownFields, ...Object.keys(fieldPolicies)])];
  return fields.filter((field) => {
    const own = fieldPolicies[field] ?? policy;
    return own === 'newest' || own === 'priority' || (own === 'keep-both' && field === 'body');
  });
}
