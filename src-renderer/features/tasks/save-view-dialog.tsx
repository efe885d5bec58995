import { type FormEvent, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './save-view-dialog.module.css';
import type { Views } from './use-views.ts';

export function SaveViewDialog({ views }: { readonly views: Views }) {
  return (
    <Dialog title={t('tasks.view.saveTitle')} isOpen={views.isSaving} onClose={views.stopSaving}>
      <Form views={views} />
    </Dialog>
  );
}

function Form({ views }: { readonly views: Views }) {
  const [name, setName] = useState('');
  const [error, setError] = useState<string | null>(null);
  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!name.trim()) return;
    try {
      await views.save(name.trim());
    } catch (refused) {
      setError(refused instanceof Error ? refused.message : String(refused));
    }
  }
  return (
    <form autoComplete="off" className={cx(styles.form)} onSubmit={(event) => void save(event)}>
      <p>{t('tasks.view.what')}</p>
      <TextField
        label={t('tasks.view.name')}
        value={name}
        onChange={(text) => {
          setName(text);
          setError(null);
        }}
        error={error}
        autoFocus
      />
      <div className={cx(styles.actions)}>
        <Button onPress={views.stopSaving}>{t('tasks.cancel')}</Button>
        <Button type="submit" variant="primary" isDisabled={!name.trim()}>
          {t('tasks.view.saveAction')}
        </Button>
      </div>
    </form>
  );
}
