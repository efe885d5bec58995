import { priorities, statusCategories } from '../../../src-shared/domain/field.ts';
import {
  meaningOf,
  optionsOf,
  type ValueSide,
  valuePairs,
  withMeaning,
  withValuePair,
} from '../../../src-shared/sync/value-pairs.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { fieldName, priorityName, statusName } from '../words/field-text.ts';
import { here } from './field-edit.ts';
import type { FieldRowProps } from './field-row.tsx';
import styles from './values-dialog.module.css';

interface Props extends FieldRowProps {
  readonly onClose: () => void;
}

/** Which value of one place stands for which of the other, both ways. */
export function ValuesDialog({ pair, left, right, leftName, rightName, onChange, onClose }: Props) {
  const { field } = pair;
  const sideOf = (side: typeof left): ValueSide | null => (side === here ? null : { ...side, field });
  const [a, b] = [sideOf(left), sideOf(right)];
  const only = a ?? b;
  return (
    <Dialog
      title={t('profiles.values.title', { field: fieldName(field) })}
      isOpen
      onClose={onClose}
      wide
      actions={<Button onPress={onClose}>{t('profiles.close')}</Button>}
    >
      <p>{t('profiles.values.help')}</p>
      {a && b && optionsOf(a).length > 0 && optionsOf(b).length > 0 ? (
        <div className={cx(styles.tables)}>
          <Pairs
            {...{ from: a, to: b, fromName: leftName, toName: rightName }}
            onPair={(chosen) => {
              const { from, to } = withValuePair(a, b, chosen);
              onChange({ left: from, right: to });
            }}
          />
          <Pairs
            {...{ from: b, to: a, fromName: rightName, toName: leftName }}
            onPair={(chosen) => {
              const { from, to } = withValuePair(b, a, chosen);
              onChange({ left: to, right: from });
            }}
          />
        </div>
      ) : (
        only && (
          <Meanings
            side={optionsOf(only).length > 0 ? only : (b ?? only)}
            name={optionsOf(only).length > 0 && only === a ? leftName : rightName}
            onMean={(option, meaning) => {
              const side = optionsOf(only).length > 0 ? only : (b ?? only);
              const mapping = withMeaning(side, option, meaning);
              onChange(
                side === a
                  ? { left: mapping, right: b?.endpoint.mapping ?? null }
                  : { left: a?.endpoint.mapping ?? null, right: mapping },
              );
            }}
          />
        )
      )}
    </Dialog>
  );
}

interface PairsProps {
  readonly from: ValueSide;
  readonly to: ValueSide;
  readonly fromName: string;
  readonly toName: string;
  readonly onPair: (pair: { readonly from: string; readonly to: string }) => void;
}

function Pairs({ from, to, fromName, toName, onPair }: PairsProps) {
  const targets = optionsOf(to).map(({ value, label }) => ({ value, label }));
  return (
    <table className={cx(styles.table)}>
      <caption className={cx(styles.caption)}>{t('profiles.values.caption', { from: fromName, to: toName })}</caption>
      <thead>
        <tr>
          <th scope="col">{fromName}</th>
          <th scope="col">{toName}</th>
        </tr>
      </thead>
      <tbody>
        {valuePairs(from, to).map((pair) => (
          <tr key={pair.from.value}>
            <th scope="row">
              <bdi>
                <ForeignText text={pair.from.label} />
              </bdi>
            </th>
            <td>
              <SelectField
                label={t('profiles.values.becomes', { value: pair.from.label, place: toName })}
                hideLabel
                options={targets}
                value={pair.to?.value ?? null}
                placeholder={t('profiles.values.none')}
                error={pair.to ? null : t('profiles.values.unmatched')}
                onChange={(value) => onPair({ from: pair.from.value, to: value })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface MeaningsProps {
  readonly side: ValueSide;
  readonly name: string;
  readonly onMean: (option: string, meaning: string) => void;
}

/** The other side takes any value, so what counts is what a value means here. */
function Meanings({ side, name, onMean }: MeaningsProps) {
  const known =
    side.field === 'status'
      ? statusCategories.map((value) => ({ value: value as string, label: statusName(value) }))
      : side.field === 'priority'
        ? priorities.map((value) => ({ value: value as string, label: priorityName(value) }))
        : [];
  const options = optionsOf(side);
  const meanings = options.map(({ value, label }) => String(meaningOf(side, value) ?? label));
  const own = [...new Set([...meanings, ...options.map(({ label }) => label)])].filter(
    (value) => !known.some((one) => one.value === value),
  );
  const choices = [...known, ...own.map((value) => ({ value, label: value }))];
  return (
    <table className={cx(styles.table)}>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">{t('profiles.values.means')}</th>
        </tr>
      </thead>
      <tbody>
        {options.map(({ value, label }, index) => (
          <tr key={value}>
            <th scope="row">
              <bdi>
                <ForeignText text={label} />
              </bdi>
            </th>
            <td>
              <SelectField
                label={t('profiles.values.meaning', { value: label })}
                hideLabel
                options={choices}
                value={meanings[index] ?? null}
                onChange={(meaning) => onMean(value, meaning)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
