import type { ReactNode } from 'react';
import type { TaskEdit } from '../../../src-shared/api/contract.ts';
import type { TaskOutlook, TaskView } from '../../../src-shared/api/views.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { SuggestField } from '../../ui/suggest-field.tsx';
import { TagCombo } from '../../ui/tag-combo.tsx';
import { priorityOptions, statusOptions } from '../tasks/task-options.ts';
import { fieldName, minutesText, statusName, valueText } from '../words/field-text.ts';
import { momentText } from '../words/time-text.ts';
import { CustomFields } from './custom-fields.tsx';
import { DraftText } from './draft-text.tsx';
import { type FieldNote, noteOf } from './field-lock.ts';
import { LockedField } from './locked-field.tsx';
import { parseMinutes } from './minutes.ts';
import { NotesField } from './notes-field.tsx';
import { TaskAttachments } from './task-attachments.tsx';
import { TaskComments } from './task-comments.tsx';
import styles from './task-details.module.css';
import { ParentTask, Subtasks } from './task-relatives.tsx';
import { useKnownValues } from './use-known-values.ts';
import type { TaskEditing } from './use-task-edit.ts';
import { WhenField } from './when-field.tsx';

interface Props {
  readonly task: TaskView;
  readonly outlook: TaskOutlook | undefined;
  readonly edit: TaskEditing;
}

interface FieldProps {
  readonly task: TaskView;
  readonly edit: TaskEditing;
  readonly noteOf: (field: string) => FieldNote;
}

export function TaskDetails({ task, outlook, edit }: Props) {
  const hasServices = task.links.length > 0;
  const field: FieldProps = { task, edit, noteOf: (name) => noteOf(outlook?.fields, name, hasServices) };
  const rare = rareFields(field);
  const used = rare.filter(({ isSet }) => isSet);
  const unused = rare.filter(({ isSet }) => !isSet);
  return (
    <div className={cx(styles.details)} inert={task.deletedAt !== null}>
      <MainFields {...field} />
      {used.map(({ id, control }) => (
        <div key={id}>{control}</div>
      ))}
      {task.parent !== null && <ParentTask id={task.parent} />}
      <NotesField
        value={task.body}
        lock={field.noteOf('body').lock}
        onSave={(body) => edit.save('body', { body })}
        error={edit.errorOf('body')}
      />
      <CustomFields {...field} />
      <Subtasks tasks={outlook?.subtasks ?? []} />
      {unused.length > 0 && (
        <details className={cx(styles.more)}>
          <summary>{t('inspector.moreFields')}</summary>
          <div className={cx(styles.details)}>
            {unused.map(({ id, control }) => (
              <div key={id}>{control}</div>
            ))}
          </div>
        </details>
      )}
      <TaskAttachments attachments={task.attachments ?? []} />
      <TaskComments task={task} />
      <p className={cx(styles.dates)}>
        {t('inspector.dates', {
          profile: task.profile,
          added: momentText(task.createdAt),
          changed: momentText(task.updatedAt),
        })}
      </p>
    </div>
  );
}

/** The control, or the value with the reason why there is none. */
function Lockable(
  props: { readonly name: string; readonly value: FieldValue; readonly children: ReactNode } & FieldProps,
) {
  const { lock, note } = props.noteOf(props.name);
  if (lock !== null) {
    return <LockedField label={fieldName(props.name)} text={valueText(props.name, props.value)} reason={lock} />;
  }
  return (
    <div className={cx(styles.field)}>
      {props.children}
      {note !== null && <p className={cx(styles.note)}>{note}</p>}
    </div>
  );
}

function MainFields(props: FieldProps) {
  const { task, edit } = props;
  const set = (field: string, change: TaskEdit) => edit.save(field, change);
  const statuses = useKnownValues('status');
  const assignees = useKnownValues('assignee');
  const labels = useKnownValues('label');
  return (
    <>
      <div className={cx(styles.pair)}>
        <Lockable {...props} name="status" value={task.status}>
          <SelectField
            label={fieldName('status')}
            options={withKnown(statusOptions(task.status), statuses)}
            value={task.status}
            onChange={(status) => set('status', { status })}
            error={edit.errorOf('status')}
          />
        </Lockable>
        <Lockable {...props} name="priority" value={task.priority}>
          <SelectField
            label={fieldName('priority')}
            options={priorityOptions(task.priority)}
            value={task.priority ?? 'none'}
            onChange={(priority) => set('priority', { priority: priority === 'none' ? null : priority })}
            error={edit.errorOf('priority')}
          />
        </Lockable>
      </div>
      <Lockable {...props} name="due" value={task.due}>
        <WhenField
          label={fieldName('due')}
          value={task.due}
          onSave={(due) => set('due', { due })}
          error={edit.errorOf('due')}
        />
      </Lockable>
      <Lockable {...props} name="assignees" value={task.assignees}>
        <TagCombo
          label={fieldName('assignees')}
          noun={t('inspector.noun.assignee')}
          values={task.assignees}
          suggestions={assignees}
          onChange={(next) => set('assignees', { assignees: [...next] })}
        />
      </Lockable>
      <Lockable {...props} name="labels" value={task.labels}>
        <TagCombo
          label={fieldName('labels')}
          noun={t('inspector.noun.label')}
          values={task.labels}
          suggestions={labels}
          onChange={(next) => set('labels', { labels: [...next] })}
        />
      </Lockable>
    </>
  );
}

function withKnown(
  options: ReturnType<typeof statusOptions>,
  known: readonly string[],
): ReturnType<typeof statusOptions> {
  const others = known.filter((value) => !options.some((option) => option.value === value));
  return [...options, ...others.map((value) => ({ value, label: statusName(value) }))];
}

interface RareField {
  readonly id: string;
  readonly isSet: boolean;
  readonly control: ReactNode;
}

/** Fields that few tasks use: in sight when set, folded away otherwise. */
function rareFields(props: FieldProps): readonly RareField[] {
  const { task, edit } = props;
  return [
    {
      id: 'start',
      isSet: task.start !== null,
      control: (
        <Lockable {...props} name="start" value={task.start}>
          <WhenField
            label={fieldName('start')}
            value={task.start}
            onSave={(start) => edit.save('start', { start })}
            error={edit.errorOf('start')}
          />
        </Lockable>
      ),
    },
    { id: 'milestone', isSet: task.milestone !== null, control: <MilestoneField {...props} /> },
    { id: 'estimate', isSet: task.estimate !== null, control: <EstimateField {...props} /> },
    { id: 'progress', isSet: task.progress !== null, control: <ProgressField {...props} /> },
  ];
}

function MilestoneField(props: FieldProps) {
  const { task, edit } = props;
  return (
    <Lockable {...props} name="milestone" value={task.milestone}>
      <SuggestField
        label={fieldName('milestone')}
        value={task.milestone ?? ''}
        suggestions={useKnownValues('milestone')}
        onSave={(text) => edit.save('milestone', { milestone: text || null })}
        error={edit.errorOf('milestone')}
      />
    </Lockable>
  );
}

function EstimateField(props: FieldProps) {
  const { task, edit } = props;
  return (
    <Lockable {...props} name="estimate" value={task.estimate}>
      <DraftText
        label={fieldName('estimate')}
        placeholder={t('inspector.estimate.example')}
        value={task.estimate === null ? '' : minutesText(task.estimate)}
        onSave={(text) => {
          const estimate = parseMinutes(text);
          if (estimate !== undefined) edit.save('estimate', { estimate });
        }}
        error={edit.errorOf('estimate')}
      />
    </Lockable>
  );
}

function ProgressField(props: FieldProps) {
  const { task, edit } = props;
  return (
    <Lockable {...props} name="progress" value={task.progress}>
      <DraftText
        label={t('inspector.progress')}
        type="number"
        value={task.progress === null ? '' : String(task.progress)}
        onSave={(text) => edit.save('progress', { progress: text === '' ? null : Math.round(Number(text)) })}
        error={edit.errorOf('progress')}
      />
    </Lockable>
  );
}
