import type { ImportCounts as Counts } from '../../../src-shared/api/exchange.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import styles from './exchange.module.css';

const kinds = ['created', 'updated', 'same', 'skipped'] as const;

/** How many rows would do, or did, what; kinds without any are left out. */
export function ImportCounts({ counts }: { readonly counts: Counts }) {
  return (
    <ul className={cx(styles.counts)}>
      {kinds
        .filter((kind) => counts[kind] > 0)
        .map((kind) => (
          <li key={kind} className={cx(kind === 'skipped' && styles.skipped)}>
            {t(`exchange.import.count.${kind}`, { count: counts[kind] })}
          </li>
        ))}
    </ul>
  );
}
