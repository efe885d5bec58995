import type { PlanView } from '../../../src-shared/api/views.ts';
import { heldReasons } from '../../../src-shared/i18n/status-sentence.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface Props {
  readonly plan: PlanView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAccept: () => void;
}

/** A brake is only released by someone who has read what it held. */
export function AcceptBrakesDialog({ plan, isOpen, onClose, onAccept }: Props) {
  const deletions = plan.actions.filter(({ kind, endpoint }) => kind === 'delete' && endpoint !== 'here').length;
  return (
    <Dialog
      title={t('preview.accept.title', { profile: plan.profile })}
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t('preview.accept.keep')}
          </Button>
          <Button variant="danger" onPress={onAccept}>
            {deletions > 0 ? t('preview.accept.delete', { count: deletions }) : t('preview.accept.go')}
          </Button>
        </>
      }
    >
      {heldReasons(plan, { t, now: new Date() }).map((brake) => (
        <p key={brake}>{brake}</p>
      ))}
      <p>{t('preview.accept.warning')}</p>
    </Dialog>
  );
}
