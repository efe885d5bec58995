import { VisuallyHidden } from 'react-aria-components';
import { t } from '../i18n/t.ts';
import { cx } from './cx.ts';
import type { DiffPart } from './diff-part.ts';
import styles from './diff-text.module.css';
import { ForeignText } from './foreign-text.tsx';

/** Text with what came and what went; underline and strikethrough say the same as the colours. */
export function DiffText({ parts }: { readonly parts: readonly DiffPart[] }) {
  return (
    <span className={cx(styles.diff)} dir="auto">
      {keyed(parts).map(({ key, part }) => (
        <Part key={key} part={part} />
      ))}
    </span>
  );
}

function Part({ part }: { readonly part: DiffPart }) {
  if (part.kind === 'added') {
    return (
      <ins className={cx(styles.added)}>
        <VisuallyHidden>{t('ui.added')}</VisuallyHidden>
        <ForeignText text={part.text} />
      </ins>
    );
  }
  if (part.kind === 'removed') {
    return (
      <del className={cx(styles.removed)}>
        <VisuallyHidden>{t('ui.removed')}</VisuallyHidden>
        <ForeignText text={part.text} />
      </del>
    );
  }
  return (
    <span>
      <ForeignText text={part.text} />
    </span>
  );
}

/** A part is known by where it begins. */
function keyed(parts: readonly DiffPart[]): readonly { readonly key: string; readonly part: DiffPart }[] {
  let offset = 0;
  return parts.map((part) => {
    const key = `${offset}-${part.kind}`;
    offset += part.text.length;
    return { key, part };
  });
}
