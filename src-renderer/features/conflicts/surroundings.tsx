import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { cx } from '../../ui/cx.ts';
import { fieldName, valueText } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import styles from './surroundings.module.css';

/** What needs no decision, folded away: the fields that are equal, and those that a rule decided. */
export function Surroundings({ task }: { readonly task: string }) {
  const around = useQuery('conflicts.surroundings', { task }).value;
  if (!around) return null;
  const { equal, decided } = around;
  return (
    <div className={cx(styles.around)}>
      {equal.length > 0 && (
        <Fold title={t('conflicts.equal', { count: equal.length })}>
          {equal.map(({ field, value }) => (
            <Line key={field} field={field}>
              {valueText(field, value)}
            </Line>
          ))}
        </Fold>
      )}
      {decided.length > 0 && (
        <Fold title={t('conflicts.decidedByRule', { count: decided.length })}>
          {decided.map(({ field, value, overruled, side, rule }) => (
            <Line key={`${field}-${side}`} field={field}>
              {valueText(field, value) || t('words.empty')}
              <span className={cx(styles.note)}>
                {t('conflicts.overruled', {
                  rule,
                  place: placeName(side),
                  value: valueText(field, overruled) || t('words.empty'),
                })}
              </span>
            </Line>
          ))}
        </Fold>
      )}
    </div>
  );
}

function Fold({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details className={cx(styles.fold)}>
      <summary className={cx(styles.summary)}>
        <ChevronRight size={16} strokeWidth={1.5} aria-hidden="true" className={cx(styles.chevron)} />
        {title}
      </summary>
      <dl className={cx(styles.list)}>{children}</dl>
    </details>
  );
}

function Line({ field, children }: { readonly field: string; readonly children: ReactNode }) {
  return (
    <div className={cx(styles.line)}>
      <dt className={cx(styles.field)}>{fieldName(field)}</dt>
      <dd className={cx(styles.value)} dir="auto">
        {children}
      </dd>
    </div>
  );
}
