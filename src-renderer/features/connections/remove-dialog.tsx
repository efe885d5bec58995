import type { ConnectionView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './connection-card.module.css';

interface Props {
  readonly connection: ConnectionView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** A connection that profiles use cannot be taken from under them; which ones they are is said instead. */
export function RemoveDialog({ connection: { name, profiles }, isOpen, onClose }: Props) {
  const command = useCall();
  async function remove(): Promise<void> {
    const done = await command.run(async () => {
      await client.call('connections.remove', { name });
    });
    if (done) showToast(t('connections.removed', { name }));
  }
  return (
    <Dialog
      title={t('connections.removeTitle', { name })}
      role="alertdialog"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t('connections.keep')}
          </Button>
          {profiles.length === 0 && (
            <Button variant="danger" isDisabled={command.busy} onPress={() => void remove()}>
              {t('connections.removeName', { name })}
            </Button>
          )}
        </>
      }
    >
      {command.error && <Failure error={command.error} />}
      {profiles.length > 0 ? (
        <div>
          <p>{t('connections.removeUsed', { count: profiles.length })}</p>
          <ul className={cx(styles.list)}>
            {profiles.map((profile) => (
              <li key={profile}>
                <a href={routeHref({ kind: 'profile', profile })}>{profile}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <p>{t('connections.removeWhat')}</p>
      )}
    </Dialog>
  );
}
