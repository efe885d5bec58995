import type { ReactNode } from 'react';
import type { TaskEdit } from '../../../src-shared/api/contract.ts';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TagField } from '../../ui/tag-field.tsx';
import { priorityOptions, statusOptions } from '../tasks/task-options.ts';
import { minutesText } from '../words/field-text.ts';
import { momentText } from '../words/time-text.ts';
import { CustomFields } from './custom-fields.tsx';
import { DraftText } from './draft-text.tsx';
import { parseMinutes } from './minutes.ts';
import { TaskComments } from './task-comments.tsx';
import styles from './task-details.module.css';
import type { TaskEditing } from './use-task-edit.ts';
import { WhenField } from './when-field.tsx';

interface Props {
  readonly task: TaskView;
  readonly edit: TaskEditing;
}

export function TaskDetails({ task, edit }: Props) {
  const rare = rareFields({ task, edit });
  const used = rare.filter((field) => field.isSet);
  const unused = rare.filter((field) => !field.isSet);
  return (
    <div className={cx(styles.details)} inert={task.deletedAt !== null}>
      <MainFields task={task} edit={edit} />
      {used.map((field) => (
        <div key={field.id}>{field.control}</div>
      ))}
      <DraftText
        label="Notes"
        look="area"
        value={task.body}
        placeholder="Write in Markdown"
        onSave={(body) => edit.save('body', { body })}
        error={edit.errorOf('body')}
      />
      <CustomFields task={task} edit={edit} />
      {unused.length > 0 && (
        <details className={cx(styles.more)}>
          <summary>More fields</summary>
          <div className={cx(styles.details)}>
            {unused.map((field) => (
              <div key={field.id}>{field.control}</div>
            ))}
          </div>
        </details>
      )}
      <TaskComments task={task} />
      <p className={cx(styles.dates)}>
        {task.profile} · added {momentText(task.createdAt)} · changed {momentText(task.updatedAt)}
      </p>
    </div>
  );
}

function MainFields({ task, edit }: Props) {
  const set = (field: string, change: TaskEdit) => edit.save(field, change);
  return (
    <>
      <div className={cx(styles.pair)}>
        <SelectField
          label="Status"
          options={statusOptions(task.status)}
          value={task.status}
          onChange={(status) => set('status', { status })}
          error={edit.errorOf('status')}
        />
        <SelectField
          label="Priority"
          options={priorityOptions(task.priority)}
          value={task.priority ?? 'none'}
          onChange={(priority) => set('priority', { priority: priority === 'none' ? null : priority })}
          error={edit.errorOf('priority')}
        />
      </div>
      <WhenField label="Due" value={task.due} onSave={(due) => set('due', { due })} error={edit.errorOf('due')} />
      <TagField
        label="Assignees"
        noun="assignee"
        values={task.assignees}
        onChange={(assignees) => set('assignees', { assignees: [...assignees] })}
      />
      <TagField
        label="Labels"
        noun="label"
        values={task.labels}
        onChange={(labels) => set('labels', { labels: [...labels] })}
      />
    </>
  );
}

interface RareField {
  readonly id: string;
  readonly isSet: boolean;
  readonly control: ReactNode;
}

/** Fields that few tasks use: in sight when set, folded away otherwise. */
function rareFields({ task, edit }: Props): readonly RareField[] {
  return [
    {
      id: 'start',
      isSet: task.start !== null,
      control: (
        <WhenField
          label="Start"
          value={task.start}
          onSave={(start) => edit.save('start', { start })}
          error={edit.errorOf('start')}
        />
      ),
    },
    {
      id: 'milestone',
      isSet: task.milestone !== null,
      control: (
        <DraftText
          label="Milestone"
          value={task.milestone ?? ''}
          onSave={(text) => edit.save('milestone', { milestone: text || null })}
          error={edit.errorOf('milestone')}
        />
      ),
    },
    { id: 'estimate', isSet: task.estimate !== null, control: <EstimateField task={task} edit={edit} /> },
    { id: 'progress', isSet: task.progress !== null, control: <ProgressField task={task} edit={edit} /> },
    ...(task.parent === null ? [] : [{ id: 'parent', isSet: true, control: <ParentLink id={task.parent} /> }]),
  ];
}

function EstimateField({ task, edit }: Props) {
  return (
    <DraftText
      label="Estimate"
      placeholder="2 h 30 min"
      value={task.estimate === null ? '' : minutesText(task.estimate)}
      onSave={(text) => {
        const estimate = parseMinutes(text);
        if (estimate !== undefined) edit.save('estimate', { estimate });
      }}
      error={edit.errorOf('estimate')}
    />
  );
}

function ProgressField({ task, edit }: Props) {
  return (
    <DraftText
      label="Progress, in per cent"
      type="number"
      value={task.progress === null ? '' : String(task.progress)}
      onSave={(text) => edit.save('progress', { progress: text === '' ? null : Math.round(Number(text)) })}
      error={edit.errorOf('progress')}
    />
  );
}

function ParentLink({ id }: { readonly id: string }) {
  const parent = useQuery('tasks.show', { task: id }).value;
  return (
    <p className={cx(styles.parent)}>
      <span className={cx(styles.label)}>Parent task</span>
      <a href={routeHref({ kind: 'tasks', task: id, search: '' })}>{parent?.task.title ?? id}</a>
    </p>
  );
}
