import { encodeQR } from 'qr';
import { useMemo } from 'react';
import { cx } from './cx.ts';
import styles from './qr-code.module.css';

/** The light frame that readers look for, in squares. */
const border = 4;

interface Props {
  readonly text: string;
  /** What it is, for those who do not see it. */
  readonly label: string;
}

/** A text for a camera, drawn as one path: neither markup nor a picture from elsewhere. */
export function QrCode({ text, label }: Props) {
  const rows = useMemo(() => encodeQR(text, 'raw', { border }), [text]);
  const squares = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      role="img"
      aria-label={label}
      className={cx(styles.code)}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
    >
      <path d={squares.join('')} fill="currentColor" />
    </svg>
  );
}
