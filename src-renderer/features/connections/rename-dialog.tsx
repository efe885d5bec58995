import { type FormEvent, useState } from 'react';
import type { ConnectionView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember } from '../../stores/undo-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './connection-form.module.css';

interface Props {
  readonly connection: ConnectionView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function RenameDialog({ connection: { name }, isOpen, onClose }: Props) {
  return (
    <Dialog title={t('connections.renameTitle', { name })} isOpen={isOpen} onClose={onClose}>
      <RenameForm name={name} onClose={onClose} />
    </Dialog>
  );
}

function RenameForm({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const [to, setTo] = useState(name);
  const command = useCall();
  const rename = (before: string, after: string) =>
    client.call('connections.change', { name: before, rename: after }).then(() => undefined);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const after = to.trim();
    if (after === '' || after === name) return onClose();
    const done = await command.run(() => rename(name, after));
    if (!done) return;
    const label = t('connections.renamed', { name: after });
    remember({ label, undo: () => rename(after, name), redo: () => rename(name, after) });
    showToast(label);
    onClose();
  }
  return (
    <form className={cx(styles.form)} onSubmit={(event) => void submit(event)} noValidate>
      {command.error && <Failure error={command.error} />}
      <TextField
        label={t('connections.name')}
        description={t('connections.renameHelp')}
        value={to}
        onChange={setTo}
        isRequired
        autoFocus
      />
      <footer className={cx(styles.actions)}>
        <Button onPress={onClose}>{t('connections.cancel')}</Button>
        <Button type="submit" variant="primary" isDisabled={command.busy}>
          {t('connections.rename')}
        </Button>
      </footer>
    </form>
  );
}
