import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { PassageView, ProfileTrialView, WayTrialView } from '../../../src-shared/api/views.ts';
import type { FieldPair } from '../../../src-shared/sync/field-pairs.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import styles from './field-table.module.css';
import { shortText } from './sample-text.tsx';

interface Props {
  readonly pair: FieldPair;
  readonly tried: ProfileTrialView['pairs'][number]['fields'][number] | undefined;
  readonly leftName: string;
  readonly rightName: string;
}

/** How well the field's values fit: in a word, and on demand in a sentence. */
export function FieldHealth({ pair, tried, leftName, rightName }: Props) {
  const { field, arrow, isReadOnlyAt } = pair;
  if (arrow === 'off') return <span className={cx(styles.faint)}>{t('profiles.fields.notKept')}</span>;
  const ways: readonly (readonly [WayTrialView, string])[] = !tried
    ? []
    : [
        ...(arrow === 'left' ? [] : [[tried.toRight, rightName] as const]),
        ...(arrow === 'right' ? [] : [[tried.toLeft, leftName] as const]),
      ];
  const missing = ways.find(([way]) => way.missingCount > 0);
  const lossy = ways.find(([way]) => way.lossy !== null);
  const [way, place] = missing ?? [];
  return (
    <div className={cx(styles.health)}>
      {isReadOnlyAt && (
        <p>
          <Info size={16} strokeWidth={1.5} aria-hidden="true" />
          {t('profiles.fields.oneWay', { place: isReadOnlyAt === 'left' ? leftName : rightName })}
        </p>
      )}
      {way && place !== undefined && (
        <details>
          <summary className={cx(styles.warning)}>
            <TriangleAlert size={16} strokeWidth={1.5} aria-hidden="true" />
            {t('profiles.fields.missing', { missing: way.missingCount, of: way.of })}
          </summary>
          {t('profiles.fields.missingHelp', { place, values: way.missing })}
        </details>
      )}
      {lossy?.[0].lossy && (
        <details>
          <summary>
            <Info size={16} strokeWidth={1.5} aria-hidden="true" />
            {t('profiles.fields.lossy')}
          </summary>
          {lossySentence(field, lossy[0].lossy, lossy[1])}
        </details>
      )}
      {!way && !lossy && !isReadOnlyAt && (
        <p className={cx(styles.faint)}>
          <CircleCheck size={16} strokeWidth={1.5} aria-hidden="true" />
          {t('profiles.fields.complete')}
        </p>
      )}
    </div>
  );
}

function lossySentence(field: string, { from, to, back }: PassageView, place: string): string {
  const values = { place, from: shortText(field, from), to: shortText(field, to), back: shortText(field, back) };
  return t('profiles.fields.lossyHelp', values);
}
