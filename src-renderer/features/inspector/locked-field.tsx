import { Lock } from 'lucide-react';
import { Group } from 'react-aria-components';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import styles from './locked-field.module.css';

interface Props {
  readonly label: string;
  readonly text: string;
  readonly reason: string;
}

/** A value that is somebody else's to change, and whose. */
export function LockedField({ label, text, reason }: Props) {
  return (
    <Group className={cx(styles.field)} aria-label={label}>
      <p className={cx(styles.label)}>
        <span>{label}</span>
        <Lock size={12} strokeWidth={1.5} role="img" aria-label={t('inspector.lock.locked')} />
      </p>
      <p dir="auto" className={cx(styles.value)}>
        <ForeignText text={text || t('words.empty')} />
      </p>
      <p className={cx(styles.reason)}>{reason}</p>
    </Group>
  );
}
