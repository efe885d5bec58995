import type { PlanView } from '../../../src-shared/api/views.ts';
import { cx } from '../../ui/cx.ts';
import { CountGrid } from '../words/count-grid.tsx';
import { plural } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import { kindLabels, planCounts, usedKinds } from './plan-rows.ts';
import styles from './plan-summary.module.css';

/** How much of what would happen where, before the single entries. */
export function PlanSummary({ plan }: { readonly plan: PlanView }) {
  const kinds = usedKinds(plan);
  const rows = planCounts(plan);
  return (
    <div className={cx(styles.summary)}>
      {rows.length > 0 && (
        <CountGrid
          label="Changes by place"
          columns={kinds.map((kind) => kindLabels[kind])}
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

function restText({ conflicts, refusals, requestsEstimated }: PlanView): string {
  const text = [
    conflicts.length > 0 && `${plural(conflicts.length, 'conflict')} to decide`,
    refusals.length > 0 && `${plural(refusals.length, 'entry', 'entries')} that cannot be done`,
    `about ${plural(requestsEstimated, 'writing request')}`,
  ]
    .filter(Boolean)
    .join(' · ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
