import { TriangleAlert } from 'lucide-react';
import type { RefusedValueView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { fieldName } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import styles from './refused-values.module.css';

/** Values that a service has no counterpart for: what it is about, and the way to the mapping. */
export function RefusedValues({ values }: { readonly values: readonly RefusedValueView[] }) {
  return (
    <section className={cx(styles.refused)} aria-label={t('conflicts.refused')}>
      <h2 className={cx(styles.heading)}>{t('conflicts.refused')}</h2>
      <ul className={cx(styles.list)}>
        {values.map((value) => (
          <li key={`${value.profile} ${value.endpoint} ${value.message}`} className={cx(styles.value)}>
            <TriangleAlert size={16} strokeWidth={1.5} aria-hidden="true" className={cx(styles.icon)} />
            <div className={cx(styles.words)}>
              <p className={cx(styles.what)}>
                {t('conflicts.refusedWhat', {
                  place: placeName(value.endpoint),
                  field: fieldName(value.field),
                  count: value.tasks,
                })}
              </p>
              <p className={cx(styles.message)}>{value.message}</p>
            </div>
            <LinkButton href={routeHref({ kind: 'edit-profile', profile: value.profile })}>
              {t('conflicts.map')}
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
