import type { PlanView } from '../../../src-shared/api/views.ts';
import { cx } from '../../ui/cx.ts';
import { LetterTile } from '../../ui/letter-tile.tsx';
import { countText, plural } from '../words/field-text.ts';
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
        <table className={cx(styles.table)}>
          <caption className={cx(styles.caption)}>Changes by place</caption>
          <thead>
            <tr>
              <th scope="col">Place</th>
              {kinds.map((kind) => (
                <th key={kind} scope="col" className={cx(styles.number)}>
                  {kindLabels[kind]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ place, counts }) => (
              <tr key={place}>
                <th scope="row">
                  <span className={cx(styles.place)}>
                    <LetterTile name={placeName(place)} />
                    {placeName(place)}
                  </span>
                </th>
                {kinds.map((kind) => (
                  <td key={kind} className={cx(styles.number, counts[kind] === 0 && styles.zero)}>
                    {countText(counts[kind])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={cx(styles.note)}>{restText(plan)}</p>
    </div>
  );
}

function restText({ conflicts, refusals, requestsEstimated }: PlanView): string {
  return [
    conflicts.length > 0 && `${plural(conflicts.length, 'conflict')} to decide`,
    refusals.length > 0 && `${plural(refusals.length, 'entry', 'entries')} that cannot be done`,
    `about ${plural(requestsEstimated, 'writing request')}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
