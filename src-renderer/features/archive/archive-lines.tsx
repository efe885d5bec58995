import type { ArchiveLine } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { ChangeText } from '../words/change-text.tsx';
import { fieldName, valueText } from '../words/field-text.ts';
import { kindText } from '../words/kind-text.ts';
import { runSentence } from '../words/run-text.ts';
import { momentText } from '../words/time-text.ts';
import styles from './archive.module.css';

export function ArchiveLines({ lines }: { readonly lines: readonly ArchiveLine[] }) {
  return (
    <ol className={cx(styles.lines)} aria-label={t('archive.found')}>
      {lines.map((line) => (
        <li key={keyOf(line)} className={cx(styles.line)}>
          <p className={cx(styles.name)} dir="auto">
            <ForeignText text={titleOf(line)} />
          </p>
          <What line={line} />
          <p className={cx(styles.meta)}>
            <time dateTime={line.at}>{momentText(line.at)}</time> · {line.profile}
            {line.kind === 'change' && line.change.place !== 'here' && (
              <> · {t('words.inPlace', { place: line.change.place })}</>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}

function titleOf(line: ArchiveLine): string {
  switch (line.kind) {
    case 'change':
      return line.change.title;
    case 'run':
      return t('archive.run');
    case 'conflict':
    case 'task':
      return line.title;
  }
}

function What({ line }: { readonly line: ArchiveLine }) {
  switch (line.kind) {
    case 'change':
      return (
        <p className={cx(styles.what)}>
          <span className={cx(styles.kind)}>{kindText(line.change)}</span>
          {line.change.field && <ChangeText entry={line.change} field={line.change.field} />}
        </p>
      );
    case 'run':
      return <p>{runSentence(line.run)}</p>;
    case 'conflict':
      return (
        <>
          <p>{t('archive.conflict', { field: fieldName(line.field) })}</p>
          {line.sides.map(({ side, value }) => (
            <p key={side} className={cx(styles.kind)} dir="auto">
              {side === 'here' ? t('words.onThisDevice') : side}: <ForeignText text={valueText(line.field, value)} />
            </p>
          ))}
        </>
      );
    case 'task':
      return (
        <>
          <p>{[t('archive.task'), ...line.attachments].join(' · ')}</p>
          {typeof line.fields['body'] === 'string' && line.fields['body'] !== '' && (
            <p className={cx(styles.body)} dir="auto">
              <ForeignText text={line.fields['body']} />
            </p>
          )}
          {line.comments.map(({ author, at, text }) => (
            <p key={`${author} ${at}`} className={cx(styles.kind)} dir="auto">
              {author}, {momentText(at)}: <ForeignText text={text} />
            </p>
          ))}
        </>
      );
  }
}

function keyOf(line: ArchiveLine): string {
  switch (line.kind) {
    case 'change':
      return `change ${line.file} ${line.change.id}`;
    case 'run':
      return `run ${line.run.run}`;
    case 'conflict':
      return `conflict ${line.task} ${line.field} ${line.at}`;
    case 'task':
      return `task ${line.task}`;
  }
}
