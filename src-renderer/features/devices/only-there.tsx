import { Monitor } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import styles from './devices.module.css';

interface Props {
  readonly what: 'connections' | 'demo' | 'erase' | 'import' | 'setting';
}

/** In the place of what a paired device may not do: where it can be done. */
export function OnlyThere({ what }: Props) {
  return (
    <p className={cx(styles.there)}>
      <Monitor size={16} strokeWidth={1.5} aria-hidden="true" />
      {t(`devices.there.${what}`)}
    </p>
  );
}
