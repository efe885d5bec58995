import { ExternalLink, Unlink } from 'lucide-react';
import { useRef, useState } from 'react';
import type { LinkView, TaskDetail, TaskView } from '../../../src-shared/api/views.ts';
import { type FieldValue, isEmpty, knownFields } from '../../../src-shared/domain/field.ts';
import { client } from '../../api/client.ts';
import { useQuery } from '../../stores/query-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { LetterTile } from '../../ui/letter-tile.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { useIsNarrow } from '../../ui/use-size.ts';
import { fieldName, valueText } from '../words/field-text.ts';
import { safeHref } from '../words/safe-href.ts';
import { wordsOfLink } from '../words/state-words.ts';
import { momentText } from '../words/time-text.ts';
import { PairDialog } from './pair-dialog.tsx';
import styles from './task-copies.module.css';

/** Where the task lives, and what each service says about it. */
export function TaskCopies({ detail }: { readonly detail: TaskDetail }) {
  if (detail.task.links.length === 0) {
    return (
      <>
        <p className={cx(styles.none)}>This task is only on this device. The next run of its profile takes it along.</p>
        <Pairing task={detail.task} />
      </>
    );
  }
  const isPaired = detail.task.links.filter(({ state }) => isThere(state)).length > 1;
  return (
    <div className={cx(styles.copies)}>
      <ul className={cx(styles.links)}>
        {detail.task.links.map((link) => (
          <Copy key={link.endpoint} link={link} task={isPaired ? detail.task.id : null} />
        ))}
      </ul>
      <Pairing task={detail.task} />
      {detail.copies.length > 0 && <Comparison detail={detail} />}
    </div>
  );
}

function isThere(state: LinkView['state']): boolean {
  return state !== 'gone' && state !== 'unlinked' && state !== 'out-of-scope';
}

/** Where a place has no record of the task yet, another task may be it. */
function Pairing({ task }: { readonly task: TaskView }) {
  const [isOpen, setOpen] = useState(false);
  const profile = useQuery('profiles.list', {}).value?.find(({ name }) => name === task.profile);
  const isEverywhere = task.links.length >= (profile?.endpoints.length ?? 0);
  if (task.deletedAt !== null || isEverywhere) return null;
  return (
    <div>
      <Button onPress={() => setOpen(true)}>Pair with another task…</Button>
      <PairDialog task={task} isOpen={isOpen} onClose={() => setOpen(false)} />
    </div>
  );
}

async function unpair(task: string, endpoint: string): Promise<void> {
  try {
    await client.call('tasks.unpair', { task, endpoint });
    showToast(`Two tasks now. The record in ${endpoint} is one of its own from the next sync on.`);
  } catch (error) {
    showToast(error instanceof Error ? error.message : 'That did not work.');
  }
}

interface CopyProps {
  readonly link: LinkView;
  /** The task that the record can be parted from; null: it is its only one. */
  readonly task: string | null;
}

function Copy({ link, task }: CopyProps) {
  const words = wordsOfLink(link.state);
  const href = safeHref(link.url);
  return (
    <li className={cx(styles.link)}>
      <LetterTile name={link.endpoint} />
      <div className={cx(styles.linkText)}>
        <p className={cx(styles.name)}>{link.endpoint}</p>
        <p className={cx(styles.meta)}>
          {link.remoteId && <bdi>{link.remoteId}</bdi>}
          {link.seenAt && ` · seen ${momentText(link.seenAt)}`}
        </p>
      </div>
      <span className={cx(styles.linkState)}>
        <StatusGlyph shape={words.shape} tone={words.tone} />
        {words.label}
      </span>
      {task !== null && isThere(link.state) && (
        <IconButton
          label={`Unpair from ${link.endpoint}`}
          icon={Unlink}
          onPress={() => void unpair(task, link.endpoint)}
        />
      )}
      {href && (
        <a
          href={href}
          target="_blank"
          rel="noreferrer"
          aria-label={`Open in ${link.endpoint}`}
          className={cx(styles.open)}
        >
          <ExternalLink size={16} strokeWidth={1.5} aria-hidden="true" />
        </a>
      )}
    </li>
  );
}

function Comparison({ detail }: { readonly detail: TaskDetail }) {
  const frame = useRef<HTMLElement>(null);
  const isNarrow = useIsNarrow(frame, 340);
  const places = ['Here', ...detail.copies.map((copy) => copy.endpoint)];
  const rows = comparedFields(detail).map((field) => ({
    field,
    values: [hereValue(detail.task, field), ...detail.copies.map((copy) => copy.fields[field])].map((value, index) => ({
      place: places[index] ?? '',
      text: plainText(field, value) || '–',
    })),
  }));
  return (
    <section ref={frame} aria-label="Values in each place">
      <p className={cx(styles.meta)}>Services are shown in their own words.</p>
      {isNarrow ? <ValueCards rows={rows} /> : <ValueTable places={places} rows={rows} />}
    </section>
  );
}

interface ComparedRow {
  readonly field: string;
  readonly values: readonly { readonly place: string; readonly text: string }[];
}

function ValueTable({ places, rows }: { readonly places: readonly string[]; readonly rows: readonly ComparedRow[] }) {
  return (
    <table className={cx(styles.table)}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {places.map((place) => (
            <th key={place} scope="col">
              {place}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, values }) => (
          <tr key={field}>
            <th scope="row">{fieldName(field)}</th>
            {values.map(({ place, text }) => (
              <td key={place} dir="auto">
                <span className={cx(styles.value)}>{text}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ValueCards({ rows }: { readonly rows: readonly ComparedRow[] }) {
  return (
    <ul className={cx(styles.cards)}>
      {rows.map(({ field, values }) => (
        <li key={field}>
          <p className={cx(styles.name)}>{fieldName(field)}</p>
          <dl>
            {values.map(({ place, text }) => (
              <div key={place} className={cx(styles.pair)}>
                <dt>{place}</dt>
                <dd dir="auto" className={cx(styles.value)}>
                  {text}
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** Fields that at least one place has a value for, in the usual order. */
function comparedFields({ task, copies }: TaskDetail): readonly string[] {
  const all = new Set<string>(knownFields);
  for (const copy of copies) for (const field of Object.keys(copy.fields)) all.add(field);
  return [...all].filter(
    (field) => !isEmpty(hereValue(task, field)) || copies.some((copy) => !isEmpty(copy.fields[field])),
  );
}

function hereValue(task: TaskView, field: string): FieldValue | undefined {
  const values: Readonly<Record<string, FieldValue>> = {
    title: task.title,
    body: task.body,
    status: task.status,
    priority: task.priority,
    assignees: task.assignees,
    labels: task.labels,
    start: task.start,
    due: task.due,
    milestone: task.milestone,
    estimate: task.estimate,
    progress: task.progress,
  };
  return field.startsWith('x.') ? task.custom[field.slice(2)] : values[field];
}

/** A remote status or priority is the service's own word and is not translated. */
function plainText(field: string, value: FieldValue | undefined): string {
  return valueText(typeof value === 'string' && (field === 'status' || field === 'priority') ? 'x' : field, value);
}
