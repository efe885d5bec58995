import type { PlanView } from '../../../src-shared/api/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { plural } from '../words/field-text.ts';

interface Props {
  readonly plan: PlanView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAccept: () => void;
}

/** A brake is only released by someone who has read what it held. */
export function AcceptBrakesDialog({ plan, isOpen, onClose, onAccept }: Props) {
  const deletions = plan.actions.filter(({ kind }) => kind === 'delete').length;
  const verb = deletions > 0 ? `Delete ${plural(deletions, 'task')} and sync` : 'Sync anyway';
  return (
    <Dialog
      title={`Run ${plan.profile} all the same?`}
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            Keep it held
          </Button>
          <Button variant="danger" onPress={onAccept}>
            {verb}
          </Button>
        </>
      }
    >
      {plan.brakes.map((brake) => (
        <p key={brake}>{brake}</p>
      ))}
      <p>What is deleted at a service cannot be brought back from here.</p>
    </Dialog>
  );
}
