import { useState } from 'react';
import type { DemoTask } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { askAgain, useQuery } from '../../stores/query-store.ts';
import { startRun } from '../../stores/runs-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import { runSentence } from '../words/run-text.ts';
import styles from './demo-band.module.css';

interface Props {
  readonly service: string;
  readonly profile: string;
  readonly onClose: () => void;
}

/** The other side by hand, as its own page would let somebody change it. */
export function DemoEditDialog({ service, profile, onClose }: Props) {
  const { value: tasks, error } = useQuery('demo.tasks', { service });
  const [id, setId] = useState<string | null>(null);
  const task = tasks?.find((one) => one.id === id) ?? null;
  return (
    <Dialog title={t('welcome.demo.edit', { service })} isOpen onClose={onClose}>
      <div className={cx(styles.form)}>
        <p className={cx(styles.help)}>{t('welcome.demo.editHelp', { service })}</p>
        {error && <Failure error={error} />}
        {!tasks && !error && <Skeleton rows={3} />}
        {tasks && (
          <ComboField
            label={t('welcome.demo.task')}
            options={tasks.map(({ id: value, title }) => ({ value, label: title }))}
            value={id}
            onChange={setId}
          />
        )}
        {task && <TaskForm key={task.id} {...{ task, service, profile, onClose }} />}
      </div>
    </Dialog>
  );
}

function TaskForm({ task, service, profile, onClose }: Props & { readonly task: DemoTask }) {
  const [title, setTitle] = useState(task.title);
  const [status, setStatus] = useState(task.status);
  const command = useCall();
  const save = async () => {
    await client.call('demo.edit', { service, task: task.id, title, status });
    askAgain('demo.tasks', { service });
  };
  const saveOnly = () =>
    void command.run(async () => {
      await save();
      showToast(t('welcome.demo.saved', { service }));
      onClose();
    });
  const saveAndSync = () =>
    void command.run(async () => {
      await save();
      onClose();
      showToast(runSentence(await startRun(profile)));
    });
  return (
    <>
      {command.error && <Failure error={command.error} />}
      <TextField label={t('welcome.demo.title')} value={title} onChange={setTitle} isRequired />
      <SelectField
        label={t('welcome.demo.state')}
        options={task.states}
        value={status === '' ? null : status}
        onChange={setStatus}
      />
      <footer className={cx(styles.actions)}>
        <Button isDisabled={command.busy || title.trim() === ''} onPress={saveOnly}>
          {t('welcome.demo.save', { service })}
        </Button>
        <Button variant="primary" isDisabled={command.busy || title.trim() === ''} onPress={saveAndSync}>
          {t('welcome.demo.saveAndSync')}
        </Button>
      </footer>
    </>
  );
}
