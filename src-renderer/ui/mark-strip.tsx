import { cx } from './cx.ts';
import styles from './mark-strip.module.css';
import type { GlyphTone, Shape } from './shape.ts';
import { StatusGlyph } from './status-glyph.tsx';

export interface Mark {
  readonly id: string;
  readonly shape: Shape;
  readonly tone: GlyphTone;
}

/** A row of small shapes, oldest first, with the same told in words for those who cannot see them. */
export function MarkStrip({ summary, marks }: { readonly summary: string; readonly marks: readonly Mark[] }) {
  return (
    <span className={cx(styles.strip)} role="img" aria-label={summary} title={summary}>
      {marks.map((mark) => (
        <StatusGlyph key={mark.id} shape={mark.shape} tone={mark.tone} size={14} />
      ))}
    </span>
  );
}
