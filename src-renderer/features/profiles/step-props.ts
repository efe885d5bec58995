import type { DraftErrors } from './profile-draft.ts';
import type { DraftEditor } from './use-draft.ts';
import type { Trial } from './use-trial.ts';

export interface StepProps {
  readonly editor: DraftEditor;
  /** Only those that the person has been told of. */
  readonly errors: DraftErrors;
  readonly trial: Trial;
}
