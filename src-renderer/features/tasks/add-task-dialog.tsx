import { type FormEvent, useState } from 'react';
import type { ApiInput } from '../../../src-shared/api/contract.ts';
import { parseQuickAdd, type QuickAdd } from '../../../src-shared/filter/quick-add.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember, type Step, undoStep } from '../../stores/undo-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { dropTask, keepTask } from '../../stores/waiting-tasks.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import { priorityName, statusName } from '../words/field-text.ts';
import { todayHere, whenLabel } from '../words/time-text.ts';
import styles from './add-task-dialog.module.css';

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAdded: (task: string) => void;
}

export function AddTaskDialog({ isOpen, onClose, onAdded }: Props) {
  const profiles = useProfiles().value;
  return (
    <Dialog title={t('tasks.add')} isOpen={isOpen} onClose={onClose}>
      {profiles?.length === 0 ? (
        <p>
          {t('tasks.add.noProfile')} <LinkButton href="#/new-profile">{t('tasks.add.newProfile')}</LinkButton>
        </p>
      ) : (
        <AddTaskForm profiles={profiles ?? []} onClose={onClose} onAdded={onAdded} />
      )}
    </Dialog>
  );
}

interface FormProps extends Omit<Props, 'isOpen'> {
  readonly profiles: Parameters<typeof parseQuickAdd>[1]['profiles'];
}

/** One line for everything; what of it was understood is shown before it is added. */
function AddTaskForm({ profiles, onClose, onAdded }: FormProps) {
  const [line, setLine] = useState('');
  const [chosen, setProfile] = useState<string | null>(null);
  const command = useCall();
  const read = parseQuickAdd(line, { today: todayHere(), profiles });
  const profile = read.profile ?? chosen ?? profiles[0]?.name ?? '';

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!read.title) return;
    if (client.line() === 'lost') {
      const waiting = keepTask(profile, editOf(read));
      showToast(t('tasks.waiting.added'), { label: t('command.edit.undo'), run: () => dropTask(waiting) });
      onClose();
      return;
    }
    await command.run(async () => {
      const task = await client.call('tasks.add', { profile, edit: editOf(read) });
      const step = stepOf(task.id, read.title);
      remember(step);
      showToast(t('tasks.add.saved'), { label: t('command.edit.undo'), run: () => void undoStep(step) });
      onClose();
      onAdded(task.id);
    });
  }

  return (
    <form autoComplete="off" className={cx(styles.form)} onSubmit={(event) => void add(event)}>
      {command.error && <Failure error={command.error} />}
      <TextField
        label={t('tasks.add.line')}
        description={t('tasks.add.help')}
        placeholder={t('tasks.add.example')}
        value={line}
        onChange={setLine}
        autoFocus
      />
      <ul aria-label={t('tasks.add.understood')} aria-live="polite" className={cx(styles.understood)}>
        {understood(read).map(([what, value]) => (
          <li key={`${what} ${value}`}>
            <Chip>{t('tasks.add.part', { what, value })}</Chip>
          </li>
        ))}
      </ul>
      {profiles.length > 1 && (
        <SelectField
          label={t('tasks.add.profile')}
          options={profiles.map(({ name }) => ({ value: name, label: name }))}
          value={profile}
          onChange={setProfile}
          isDisabled={read.profile !== null}
        />
      )}
      <div className={cx(styles.actions)}>
        <Button onPress={onClose}>{t('tasks.cancel')}</Button>
        <Button type="submit" variant="primary" isDisabled={!read.title || command.busy}>
          {t('tasks.add')}
        </Button>
      </div>
    </form>
  );
}

function editOf({ title, status, priority, due, start, labels, assignees }: QuickAdd): ApiInput<'tasks.add'>['edit'] {
  return {
    title,
    status: status ?? 'todo',
    ...(priority === null ? {} : { priority }),
    ...(due === null ? {} : { due }),
    ...(start === null ? {} : { start }),
    ...(labels.length === 0 ? {} : { labels: [...labels] }),
    ...(assignees.length === 0 ? {} : { assignees: [...assignees] }),
  };
}

/** Only what counts: of two days the last. */
function understood(read: QuickAdd): readonly (readonly [string, string])[] {
  const one = (key: Parameters<typeof t>[0], value: string | null) =>
    value === null ? [] : [[t(key), value] as const];
  if (read.parts.length === 0) return [];
  return [
    ...one('words.field.title', read.title || null),
    ...one('words.field.status', read.status && statusName(read.status)),
    ...one('words.field.start', read.start && whenLabel(read.start)),
    ...one('words.field.due', read.due && whenLabel(read.due)),
    ...one('words.field.priority', read.priority && priorityName(read.priority)),
    ...read.labels.map((label) => [t('tasks.add.label'), label] as const),
    ...read.assignees.map((person) => [t('tasks.column.assignee'), person] as const),
    ...one('tasks.add.profile', read.profile),
  ];
}

/** A task that was added by mistake goes to the Bin; it was never at a service if that is soon enough. */
function stepOf(task: string, title: string): Step {
  const label = t('tasks.done.add', { title });
  const bin = async (isIn: boolean) =>
    void (await client.call('tasks.editMany', { of: { tasks: [task] }, change: { bin: isIn } }));
  return { label, undo: () => bin(true), redo: () => bin(false) };
}
