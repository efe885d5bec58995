import type { PlanView } from '../../../src-shared/api/views.ts';
import { type LastingEffect, lastingEffects } from '../../../src-shared/sync/lasting-effects.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { CountGrid } from '../words/count-grid.tsx';
import { placeName } from '../words/state-words.ts';
import { planCounts, usedKinds } from './plan-rows.ts';
import styles from './plan-summary.module.css';

/** How much would happen where, and what of it stays although it is undone. */
export function PlanSummary({ plan }: { readonly plan: PlanView }) {
  const kinds = usedKinds(plan);
  const rows = planCounts(plan);
  const lasting = lastingEffects(plan.actions);
  return (
    <div className={cx(styles.summary)}>
      {lasting.length > 0 && <Lasting effects={lasting} />}
      {rows.length > 0 && (
        <CountGrid
          label={t('preview.byPlace')}
          columns={kinds.map((kind) => t(`preview.kind.${kind}`))}
          rows={rows.map(({ place, counts }) => ({
            place: placeName(place),
            counts: kinds.map((kind) => counts[kind]),
          }))}
        />
      )}
      <p className={cx(styles.note)}>{restText(plan)}</p>
    </div>
  );
}

function Lasting({ effects }: { readonly effects: readonly LastingEffect[] }) {
  return (
    <section aria-labelledby="lasting" className={cx(styles.lasting)}>
      <h2 id="lasting" className={cx(styles.lastingTitle)}>
        {t('preview.lasting')}
      </h2>
      <ul>
        {effects.map(({ kind, endpoint, count }) => (
          <li key={`${kind} ${endpoint}`}>{t(`preview.lasting.${kind}`, { place: endpoint, count })}</li>
        ))}
      </ul>
    </section>
  );
}

function restText({ conflicts, refusals, equal, requestsEstimated }: PlanView): string {
  return [
    ...(conflicts.length > 0 ? [t('preview.conflicts', { count: conflicts.length })] : []),
    ...(refusals.length > 0 ? [t('preview.refusals', { count: refusals.length })] : []),
    ...(equal > 0 ? [t('preview.equal', { count: equal })] : []),
    t('preview.requests', { count: requestsEstimated }),
  ].join(' · ');
}
