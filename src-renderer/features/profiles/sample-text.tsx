import type { PassageView, ProfileTrialView } from '../../../src-shared/api/views.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import type { FieldArrow } from '../../../src-shared/sync/field-pairs.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { valueText } from '../words/field-text.ts';
import styles from './field-table.module.css';

interface Props {
  readonly field: string;
  readonly arrow: FieldArrow;
  readonly tried: ProfileTrialView['pairs'][number]['fields'][number] | undefined;
}

/** What a real task's value becomes, on each way that the field goes. */
export function SampleText({ field, arrow, tried }: Props) {
  if (arrow === 'off' || !tried) return null;
  const [to, fro] = [tried.toRight.sample, tried.toLeft.sample];
  const lines: readonly (readonly [string, string, string])[] =
    arrow === 'both' && to && fro && isSame(to, fro)
      ? [[shortText(field, to.from), '⇄', shortText(field, to.to)]]
      : [
          ...(to && arrow !== 'left' ? [[shortText(field, to.from), '→', shortText(field, arrived(to))] as const] : []),
          ...(fro && arrow !== 'right'
            ? [[shortText(field, arrived(fro)), '←', shortText(field, fro.from)] as const]
            : []),
        ];
  if (lines.length === 0) return <span className={cx(styles.faint)}>{t('profiles.fields.empty')}</span>;
  return (
    <ul className={cx(styles.samples)}>
      {lines.map(([left, sign, right]) => (
        <li key={sign}>
          <bdi>{left}</bdi> <span aria-hidden="true">{sign}</span> <bdi>{right}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** What goes there is what comes back, of tasks that say the same. */
function isSame(to: PassageView, fro: PassageView): boolean {
  const same = (a: FieldValue, b: FieldValue) => JSON.stringify(a) === JSON.stringify(b);
  return to.problem === null && fro.problem === null && same(to.from, fro.to) && same(to.to, fro.from);
}

function arrived({ to, problem }: PassageView): FieldValue {
  return problem === null ? to : t('profiles.fields.staysAway');
}

/** Options show as their service says them, so only lists, dates and long texts are put into words. */
export function shortText(field: string, value: FieldValue): string {
  const isName = field === 'status' || field === 'priority';
  const text = (isName && typeof value === 'string' ? value : valueText(field, value)).replace(/\s+/g, ' ').trim();
  return text.length > 40 ? `${text.slice(0, 39)}…` : text || t('words.empty');
}
