import type { RestorePlanView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { fieldName } from '../words/field-text.ts';
import styles from './backups.module.css';

interface Props {
  readonly plan: RestorePlanView;
  /** Null: not now. */
  readonly onMore: (() => void) | null;
}

type Row = RestorePlanView['tasks'][number];

/** Here beside then: the counts, every task, profile and connection that would be another, and what stays as it is. */
export function RestoreDifference({ plan, onMore }: Props) {
  const { counts, tasks, profiles, connections, waiting } = plan;
  const left = counts.gone + counts.changed + counts.back - tasks.length;
  const named = [
    ...profiles.map(({ name, kind }) => ({ name: t('backups.profile', { name }), kind })),
    ...connections.map(({ name, kind }) => ({ name: t('backups.connection', { name }), kind })),
  ];
  return (
    <>
      <p>{tasks.length === 0 ? t('backups.sameTasks') : t('backups.counts', counts)}</p>
      {waiting > 0 && <p className={cx(styles.warning)}>{t('backups.waiting', { count: waiting })}</p>}
      {named.length + tasks.length > 0 && (
        <ul className={cx(styles.differences)} aria-label={t('backups.differences')}>
          {named.map(({ name, kind }) => (
            <li key={`${kind} ${name}`} className={cx(styles.difference)}>
              <span dir="auto">{name}</span>
              <span className={cx(styles.text)}>{t(`backups.kind.${kind}`)}</span>
            </li>
          ))}
          {tasks.map((row) => (
            <li key={row.task} className={cx(styles.difference)}>
              <span dir="auto">{row.title}</span>
              <span className={cx(styles.text)}>{changeText(row)}</span>
            </li>
          ))}
        </ul>
      )}
      {left > 0 && (
        <Button isDisabled={onMore === null} onPress={() => onMore?.()}>
          {t('backups.showMore', { count: left })}
        </Button>
      )}
      <ul className={cx(styles.promises)}>
        <li>{t('backups.promise.kept')}</li>
        <li>{t('backups.promise.services')}</li>
        <li>{t('backups.promise.secrets')}</li>
      </ul>
    </>
  );
}

function changeText({ kind, fields }: Row): string {
  if (kind !== 'changed') return t(`backups.kind.${kind}`);
  const names = fields.map((field) => (field === 'bin' ? t('backups.bin') : fieldName(field)));
  return t('backups.fields', { fields: names.join(', ') });
}
