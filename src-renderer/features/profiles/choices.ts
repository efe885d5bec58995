import type { ConflictPolicy, DeletionPolicy, Direction, MatchMode } from '../../../src-shared/domain/profile.ts';
import type { Choice } from '../../ui/choice-field.tsx';

/** The policies of a profile in words, with what each one does. */
export const directionChoices: readonly Choice<Direction>[] = [
  { value: 'both', label: 'Both ways', description: 'Changes there come here, changes here go there.' },
  { value: 'pull', label: 'Only read', description: 'Changes there come here. Nothing is ever written there.' },
  { value: 'push', label: 'Only write', description: 'Changes go there. What others change there is not taken over.' },
];

export const conflictChoices: readonly Choice<ConflictPolicy>[] = [
  { value: 'manual', label: 'Ask me', description: 'Both values are kept and shown side by side until you decide.' },
  {
    value: 'newest',
    label: 'The newest wins',
    description: 'The later change is kept; the other one stays in the history.',
  },
  {
    value: 'priority',
    label: 'A fixed order wins',
    description: 'The place that stands higher in your order is right.',
  },
  {
    value: 'keep-both',
    label: 'Keep both texts',
    description: 'Scheduled runs put the lines of both notes one below the other. Everything else, and you, are asked.',
  },
];

export const deletionChoices: readonly Choice<DeletionPolicy>[] = [
  {
    value: 'close',
    label: 'Close the others',
    description: 'Deleted in one place, the task is marked as done or cancelled in the others.',
  },
  {
    value: 'propagate',
    label: 'Delete the others',
    description: 'Deleted in one place, it is deleted everywhere. Here it waits in the Bin.',
  },
  {
    value: 'unlink',
    label: 'Keep the others',
    description: 'The others stay as they are and are no longer kept the same.',
  },
  { value: 'ask', label: 'Ask me', description: 'Each deletion waits as a conflict until you decide.' },
];

export const matchChoices: readonly Choice<MatchMode>[] = [
  {
    value: 'match-then-create',
    label: 'Match, then create the rest',
    description: 'Tasks that are the same on both sides become one; the others are created where they are missing.',
  },
  {
    value: 'match-only',
    label: 'Only match',
    description: 'Only tasks that exist on both sides are kept the same; none is created.',
  },
  {
    value: 'create-only',
    label: 'Create everything',
    description: 'Nothing is matched. If both sides already hold the same tasks, there will be duplicates.',
  },
];
