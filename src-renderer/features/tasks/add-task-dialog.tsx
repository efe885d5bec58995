import { type FormEvent, useState } from 'react';
import { client } from '../../api/client.ts';
import { useQuery } from '../../stores/query-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './add-task-dialog.module.css';
import { priorityOptions } from './task-options.ts';

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAdded: (task: string) => void;
}

export function AddTaskDialog({ isOpen, onClose, onAdded }: Props) {
  const profiles = useQuery('profiles.list', {}).value;
  return (
    <Dialog title="Add task" isOpen={isOpen} onClose={onClose}>
      {profiles?.length === 0 ? (
        <p>
          A task belongs to a profile, and there is none yet. <LinkButton href="#/new-profile">New profile</LinkButton>
        </p>
      ) : (
        <AddTaskForm profiles={profiles?.map(({ name }) => name) ?? []} onClose={onClose} onAdded={onAdded} />
      )}
    </Dialog>
  );
}

interface FormProps extends Omit<Props, 'isOpen'> {
  readonly profiles: readonly string[];
}

function AddTaskForm({ profiles, onClose, onAdded }: FormProps) {
  const [title, setTitle] = useState('');
  const [due, setDue] = useState('');
  const [priority, setPriority] = useState('none');
  const [chosen, setProfile] = useState<string | null>(null);
  const command = useCall();
  const profile = chosen ?? profiles[0] ?? '';

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!title.trim()) return;
    await command.run(async () => {
      const task = await client.call('tasks.add', {
        profile,
        edit: {
          title: title.trim(),
          status: 'todo',
          ...(due ? { due } : {}),
          ...(priority === 'none' ? {} : { priority }),
        },
      });
      showToast('Saved on this device');
      onClose();
      onAdded(task.id);
    });
  }

  return (
    <form autoComplete="off" className={cx(styles.form)} onSubmit={(event) => void add(event)}>
      {command.error && <ErrorCard message={command.error.message} code={command.error.code} />}
      <TextField label="Title" value={title} onChange={setTitle} isRequired autoFocus />
      <div className={cx(styles.pair)}>
        <TextField label="Due" type="date" value={due} onChange={setDue} />
        <SelectField label="Priority" options={priorityOptions(null)} value={priority} onChange={setPriority} />
      </div>
      {profiles.length > 1 && (
        <SelectField
          label="Profile"
          options={profiles.map((name) => ({ value: name, label: name }))}
          value={profile}
          onChange={setProfile}
        />
      )}
      <div className={cx(styles.actions)}>
        <Button onPress={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" isDisabled={!title.trim() || command.busy}>
          Add task
        </Button>
      </div>
    </form>
  );
}
