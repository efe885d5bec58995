import {
  ArrowUp,
  ArrowUpDown,
  Check,
  CircleDashed,
  CircleX,
  CloudOff,
  GitFork,
  Hand,
  type LucideIcon,
  Pause,
  TriangleAlert,
  Unlink,
} from 'lucide-react';
import { cx } from './cx.ts';
import type { GlyphTone, Shape } from './shape.ts';
import styles from './status-glyph.module.css';

const shapes = {
  hand: Hand,
  triangle: TriangleAlert,
  cross: CircleX,
  fork: GitFork,
  cloud: CloudOff,
  pause: Pause,
  arrows: ArrowUpDown,
  up: ArrowUp,
  check: Check,
  dashed: CircleDashed,
  unlink: Unlink,
} as const satisfies Record<Shape, LucideIcon>;

interface Props {
  readonly shape: Shape;
  readonly tone: GlyphTone;
  /** Read out and shown as a tooltip; leave out where the words stand beside it. */
  readonly label?: string;
  readonly size?: 14 | 16 | 20;
}

/** A state as a shape; the colour only underlines it. */
export function StatusGlyph({ shape, tone, label, size = 16 }: Props) {
  const Icon = shapes[shape];
  return (
    <span
      className={cx(styles.glyph, styles[tone])}
      {...(label ? { role: 'img', 'aria-label': label, title: label } : { 'aria-hidden': true })}
    >
      <Icon size={size} strokeWidth={1.5} aria-hidden="true" />
    </span>
  );
}
