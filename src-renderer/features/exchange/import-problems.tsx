import type { ImportProblem, ImportView } from '../../../src-shared/api/exchange.ts';
import { t } from '../../i18n/t.ts';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { fieldName } from '../words/field-text.ts';
import styles from './exchange.module.css';
import { problemText } from './problem-text.ts';

/** Rows that are left out, by their lines, each with the reason. */
export function ImportProblems({ view }: { readonly view: ImportView }) {
  const { problems, counts, format } = view;
  if (problems.length === 0) return null;
  const more = counts.skipped - problems.length;
  return (
    <Card title={t('exchange.import.problems')}>
      <ol className={cx(styles.list)}>
        {problems.map((problem) => (
          <Problem key={`${problem.line} ${problem.field}`} problem={problem} format={format} />
        ))}
      </ol>
      {more > 0 && <p className={cx(styles.note)}>{t('exchange.import.moreProblems', { count: more })}</p>}
    </Card>
  );
}

function Problem({ problem, format }: { readonly problem: ImportProblem; readonly format: ImportView['format'] }) {
  const { line, field } = problem;
  const { what, inEnglish } = problemText(problem);
  return (
    <li className={cx(styles.entry)}>
      <p className={cx(styles.where)} dir="auto">
        {t('exchange.import.line', { format, line })}
        {field !== null && ' · '}
        {field !== null && <ForeignText text={field === 'id' ? t('exchange.import.id') : fieldName(field)} />}
      </p>
      <p dir="auto">
        <ForeignText text={what} />
      </p>
      {inEnglish !== null && (
        <p lang="en" dir="auto" className={cx(styles.note)}>
          <ForeignText text={inEnglish} />
        </p>
      )}
    </li>
  );
}
