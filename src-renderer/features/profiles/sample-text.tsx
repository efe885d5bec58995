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
  const ways = [
    ...(arrow === 'left' ? [] : [{ key: 'right', sign: '→', passage: tried.toRight.sample }]),
    ...(arrow === 'right' ? [] : [{ key: 'left', sign: '←', passage: tried.toLeft.sample }]),
  ];
  return (
    <ul className={cx(styles.samples)}>
      {ways.map(({ key, sign, passage }) =>
        passage === null ? null : (
          <li key={key}>
            <bdi>{shortText(field, sign === '→' ? passage.from : arrived(passage))}</bdi>{' '}
            <span aria-hidden="true">{sign}</span>{' '}
            <bdi>{shortText(field, sign === '→' ? arrived(passage) : passage.from)}</bdi>
          </li>
        ),
      )}
      {ways.every(({ passage }) => passage === null) && (
        <li className={cx(styles.faint)}>{t('profiles.fields.empty')}</li>
      )}
    </ul>
  );
}

function arrived({ to, problem }: PassageView): FieldValue {
  return problem === null ? to : t('profiles.fields.staysAway');
}

/** Options show as their service says them, so only lists, dates and long texts are put into words. */
export function shortText(field: string, value: FieldValue): string {
  const isName = field === 'status' || field === 'priority';
  const text = (isName && typeof value === 'string' ? value : valueText(field, value)).replace(/\s+/g, ' ').trim();
  return text.length > 48 ? `${text.slice(0, 47)}…` : text || t('words.empty');
}
