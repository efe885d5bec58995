import { isPlain, type VisiblePart, visibleParts } from '../../src-shared/hidden-characters.ts';
import { t } from '../i18n/t.ts';
import { cx } from './cx.ts';
import styles from './foreign-text.module.css';

/** A line that anybody may have written: what hides in it or is taken for something else can be seen (SEC-17). */
export function ForeignText({ text }: { readonly text: string }) {
  if (isPlain(text)) return text;
  return visibleParts(text).map((part, place) => <Part key={keyOf(part, place)} part={part} />);
}

/** What is shown is never rearranged, so its place is its name. */
function keyOf({ kind }: VisiblePart, place: number): string {
  return `${place} ${kind}`;
}

function Part({ part }: { readonly part: VisiblePart }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'hidden':
      return (
        <span className={cx(styles.hidden)} title={t('ui.hiddenCharacter')}>
          {part.text}
          {part.count > 1 && `×${part.count}`}
        </span>
      );
    case 'mixed':
      return (
        <span className={cx(styles.mixed)} title={t('ui.mixedAlphabets')}>
          {part.text}
        </span>
      );
  }
}
