import { X } from 'lucide-react';
import { Label, Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import type { ManyChanged, TaskView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { askAgain, useQuery } from '../../stores/query-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { DiffText } from '../../ui/diff-text.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Failure } from '../words/failure.tsx';
import { fieldName, isLongText, valueText } from '../words/field-text.ts';
import { momentText } from '../words/time-text.ts';
import { diffWords } from '../words/word-diff.ts';
import { type Difference, differencesOf } from './activity.ts';
import { takeStep } from './take-step.ts';
import styles from './task-activity.module.css';

interface Props {
  readonly task: TaskView;
  /** Times that one can look at, oldest first. */
  readonly moments: readonly string[];
  readonly at: string;
  /** Null: back to now. */
  readonly onAt: (at: string | null) => void;
}

/** The task as it was at a time: what it said differently, and the way back, for a field or for all. */
export function TaskAsOf({ task, moments, at, onAt }: Props) {
  const { value: then, error } = useQuery('tasks.at', { task: task.id, at });
  return (
    <section className={cx(styles.asOf)} aria-label={t('inspector.asOf.title', { time: momentText(at) })}>
      <div className={cx(styles.asOfHead)}>
        <h3 className={cx(styles.kind)}>{t('inspector.asOf.title', { time: momentText(at) })}</h3>
        <IconButton label={t('inspector.asOf.close')} icon={X} onPress={() => onAt(null)} />
      </div>
      <Moments moments={moments} at={at} onAt={onAt} />
      {error && <Failure error={error} />}
      {!then && !error && <Skeleton rows={2} />}
      {then?.state === 'unknown' && <p>{t('inspector.asOf.unknown')}</p>}
      {then?.state === 'not-yet' && <p>{t('inspector.asOf.notYet')}</p>}
      {then?.state === 'bin' && <p>{t('inspector.asOf.bin')}</p>}
      {(then?.state === 'here' || then?.state === 'bin') && (
        <Differences task={task} at={at} differences={differencesOf(then, task)} />
      )}
    </section>
  );
}

function Moments({ moments, at, onAt }: Omit<Props, 'task'>) {
  if (moments.length < 2) return null;
  const index = Math.max(0, moments.indexOf(at));
  return (
    <Slider
      className={cx(styles.slider)}
      value={index}
      minValue={0}
      maxValue={moments.length - 1}
      onChange={(next) => onAt(moments[Number(next)] ?? at)}
    >
      <div className={cx(styles.sliderHead)}>
        <Label>{t('inspector.asOf.slider')}</Label>
        <span>{t('inspector.asOf.position', { position: index + 1, count: moments.length })}</span>
      </div>
      <SliderTrack className={cx(styles.track)}>
        <SliderThumb className={cx(styles.thumb)} aria-label={momentText(at)} />
      </SliderTrack>
    </Slider>
  );
}

interface DifferencesProps {
  readonly task: TaskView;
  readonly at: string;
  readonly differences: readonly Difference[];
}

function Differences({ task, at, differences }: DifferencesProps) {
  if (differences.length === 0) return <p>{t('inspector.asOf.same')}</p>;
  const canRestore = task.deletedAt === null;
  const all = differences.map(({ field }) => field);
  return (
    <>
      <ul className={cx(styles.differences)}>
        {differences.map((difference) => (
          <li key={difference.field} className={cx(styles.difference)}>
            <div className={cx(styles.differenceText)}>
              <span className={cx(styles.kind)}>{fieldName(difference.field)}</span>
              <Values difference={difference} />
            </div>
            {canRestore && (
              <Button
                variant="ghost"
                aria-label={t('inspector.asOf.restoreField', { field: fieldName(difference.field) })}
                onPress={() => void restore(task, at, [difference.field])}
              >
                {t('inspector.asOf.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {canRestore && differences.length > 1 && (
        <div>
          <Button onPress={() => void restore(task, at, all)}>
            {t('inspector.asOf.restoreAll', { count: differences.length })}
          </Button>
        </div>
      )}
    </>
  );
}

/** From now to then: what restoring would do. */
function Values({ difference: { field, was, is } }: { readonly difference: Difference }) {
  const [before, after] = [valueText(field, is), valueText(field, was)];
  if (isLongText(field) && before && after) return <DiffText parts={diffWords(before, after)} />;
  return (
    <span dir="auto" className={cx(styles.values)}>
      {t('inspector.asOf.thenNow', { was: after || t('words.empty'), is: before || t('words.empty') })}
    </span>
  );
}

async function restore(task: TaskView, at: string, fields: readonly string[]): Promise<void> {
  const [only] = fields;
  let taken: ManyChanged['entries'] = [];
  const label =
    fields.length === 1 && only !== undefined
      ? t('inspector.step.goBackField', { field: fieldName(only), title: task.title })
      : t('inspector.step.goBack', { title: task.title, count: fields.length });
  await takeStep({
    label,
    run: async () => {
      taken = (await client.call('tasks.goBack', { task: task.id, at, fields: [...fields] })).entries;
      askAgain('tasks.show', { task: task.id });
    },
    // What somebody changed since is left alone.
    undo: () => client.call('tasks.revert', { entries: taken.map(([from, to]) => [from, to]) }),
    said: t('inspector.asOf.restored', { count: fields.length }),
  });
}
