import type { ConflictPolicy, DeletionPolicy, Direction, MatchMode } from '../../../src-shared/domain/profile.ts';
import { t } from '../../i18n/t.ts';
import type { Choice } from '../../ui/choice-field.tsx';

/** The policies of a profile in words, with what each one does. */
export const directionChoices: readonly Choice<Direction>[] = (['both', 'pull', 'push'] as const).map((value) => ({
  value,
  label: t(`profiles.direction.${value}`),
  description: t(`profiles.direction.${value}Help`),
}));

export const conflictChoices: readonly Choice<ConflictPolicy>[] = (
  ['manual', 'newest', 'priority', 'keep-both'] as const
).map((value) => ({
  value,
  label: t(`profiles.conflict.${value}`),
  description: t(`profiles.conflict.${value}Help`),
}));

export const deletionChoices: readonly Choice<DeletionPolicy>[] = (
  ['close', 'propagate', 'unlink', 'ask'] as const
).map((value) => ({
  value,
  label: t(`profiles.deletion.${value}`),
  description: t(`profiles.deletion.${value}Help`),
}));

export const matchChoices: readonly Choice<MatchMode>[] = (
  ['match-then-create', 'match-only', 'create-only'] as const
).map((value) => ({
  value,
  label: t(`profiles.match.${value}`),
  description: t(`profiles.match.${value}Help`),
}));

export function labelOf(choices: readonly { readonly value: string; readonly label: string }[], value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}
