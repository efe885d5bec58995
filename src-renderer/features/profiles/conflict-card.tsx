import { ArrowDown, ArrowUp } from 'lucide-react';
import { knownFields } from '../../../src-shared/domain/field.ts';
import { type ConflictPolicy, conflictPolicies } from '../../../src-shared/domain/profile.ts';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { fieldName } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import styles from './builder.module.css';
import { conflictChoices, labelOf } from './choices.ts';
import { decidedFields } from './conflict-fields.ts';
import { orderOf, type ProfileDraft, usesOrder } from './profile-draft.ts';
import type { DraftEditor } from './use-draft.ts';

/** Who is right when both sides changed one field: for all fields, and for single ones. */
export function ConflictCard({ editor: { draft, change } }: { readonly editor: DraftEditor }) {
  const count = decidedFields(draft).length;
  return (
    <Card title={t('profiles.conflict.title')}>
      <ChoiceField
        label={t('profiles.conflict.label')}
        choices={conflictChoices}
        value={draft.policy}
        onChange={(policy) => change({ policy })}
      />
      {usesOrder(draft) && <OrderField draft={draft} change={change} />}
      <details>
        <summary className={cx(styles.summary)}>{t('profiles.conflict.perField')}</summary>
        <ul className={cx(styles.policies)}>
          {knownFields.map((field) => (
            <li key={field}>
              <SelectField<ConflictPolicy | 'default'>
                label={fieldName(field)}
                options={[
                  {
                    value: 'default',
                    label: t('profiles.conflict.default', { policy: labelOf(conflictChoices, draft.policy) }),
                  },
                  ...conflictPolicies
                    .filter((value) => value !== 'keep-both' || field === 'body')
                    .map((value) => ({ value, label: labelOf(conflictChoices, value) })),
                ]}
                value={draft.fieldPolicies[field] ?? 'default'}
                onChange={(chosen) => {
                  const { [field]: _old, ...others } = draft.fieldPolicies;
                  change({ fieldPolicies: chosen === 'default' ? others : { ...others, [field]: chosen } });
                }}
              />
            </li>
          ))}
        </ul>
      </details>
      <p className={cx(styles.help)} aria-live="polite">
        {t('profiles.conflict.summary', { count })}
      </p>
    </Card>
  );
}

interface OrderProps {
  readonly draft: ProfileDraft;
  readonly change: (part: Partial<ProfileDraft>) => void;
}

function OrderField({ draft, change }: OrderProps) {
  const order = orderOf(draft);
  function swap(index: number): void {
    const [first, second] = [order[index], order[index + 1]];
    if (first !== undefined && second !== undefined) change({ priority: order.toSpliced(index, 2, second, first) });
  }
  return (
    <fieldset className={cx(styles.group)}>
      <legend className={cx(styles.legend)}>{t('profiles.conflict.order')}</legend>
      <ol>
        {order.map((name, index) => (
          <li key={name} className={cx(styles.orderStep)}>
            <span>{t('profiles.conflict.orderStep', { number: index + 1, place: placeName(name) })}</span>
            <IconButton
              label={t('profiles.conflict.up', { place: placeName(name) })}
              icon={ArrowUp}
              isDisabled={index === 0}
              onPress={() => swap(index - 1)}
            />
            <IconButton
              label={t('profiles.conflict.down', { place: placeName(name) })}
              icon={ArrowDown}
              isDisabled={index === order.length - 1}
              onPress={() => swap(index)}
            />
          </li>
        ))}
      </ol>
    </fieldset>
  );
}
