import { CircleX, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../i18n/t.ts';
import { cx } from './cx.ts';
import styles from './error-card.module.css';

interface Props {
  /** What happened, to what, what was done, what to do. */
  readonly message: string;
  /** The same in English, where the message is in another language and says less. */
  readonly original?: string | null;
  readonly code?: string | undefined;
  readonly facts?: Readonly<Record<string, string | number | boolean | null>> | undefined;
  readonly actions?: ReactNode;
  /** It ends by itself: said calmly. */
  readonly passes?: boolean;
}

/** A failure: the sentence first, the technical part folded away. */
export function ErrorCard({ message, original = null, code, facts = {}, actions, passes = false }: Props) {
  const Icon = passes ? Hourglass : CircleX;
  const details = [
    ...(code ? [`code: ${code}`] : []),
    ...Object.entries(facts).map(([key, value]) => `${key}: ${value}`),
  ];
  return (
    <div className={cx(styles.card, passes && styles.passing)} role="alert">
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" className={cx(styles.icon)} />
      <div className={cx(styles.words)}>
        <p>{message}</p>
        {original !== null && (
          <p lang="en" dir="auto" className={cx(styles.original)}>
            {original}
          </p>
        )}
        {details.length > 0 && (
          <details className={cx(styles.details)}>
            <summary>{t('ui.technicalDetails')}</summary>
            <code>{details.join('\n')}</code>
          </details>
        )}
        {actions && <div className={cx(styles.actions)}>{actions}</div>}
      </div>
    </div>
  );
}
