import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { knownFields } from '../../../src-shared/domain/field.ts';
import { t } from '../../i18n/t.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { fieldName } from '../words/field-text.ts';
import {
  type Condition,
  type ConditionOperator,
  type Group,
  isConditionRight,
  operandOf,
  operatorOf,
  operators,
  type WhenForm,
  whenFormOf,
  whenTextOf,
  withOperator,
} from './rule-form.ts';
import styles from './rules.module.css';

interface Props {
  readonly when: string | undefined;
  readonly onChange: (when: string | undefined) => void;
}

const blank: Condition = { kind: 'condition', isNot: false, field: 'labels', text: '' };

/** Of which tasks the rule speaks. A filter that says more than the form can show stays text. */
export function WhenField({ when, onChange }: Props) {
  // What is being typed may not be readable yet, so the form is kept beside the text that it last made.
  const [own, setOwn] = useState<{ readonly form: WhenForm; readonly text: string | undefined } | null>(null);
  const form = own && own.text === when ? own.form : whenFormOf(when);
  if (form === null) {
    return (
      <TextField
        label={t('rules.when')}
        description={t('rules.onlyText')}
        value={when ?? ''}
        onChange={(text) => onChange(text === '' ? undefined : text)}
        spellCheck="false"
      />
    );
  }
  function set(next: WhenForm): void {
    const right: WhenForm = { ...next, of: next.of.flatMap(rightParts) };
    const text = whenTextOf(right);
    setOwn({ form: next, text });
    onChange(text);
  }
  const replace = (index: number, part: Condition | Group | null) =>
    set({ ...form, of: part === null ? form.of.toSpliced(index, 1) : form.of.with(index, part) });
  return (
    <fieldset className={cx(styles.when)}>
      <legend className={cx(styles.legend)}>{t('rules.when')}</legend>
      {form.of.length === 0 && <p className={cx(styles.help)}>{t('rules.always')}</p>}
      {form.of.length > 1 && <JoinField join={form.join} onChange={(join) => set({ ...form, join })} />}
      {form.of.map((part, index) =>
        part.kind === 'condition' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name but its place
          <ConditionRow key={index} condition={part} onChange={(next) => replace(index, next)} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a group has no name but its place
          <GroupRows key={index} group={part} onChange={(next) => replace(index, next)} />
        ),
      )}
      <div className={cx(styles.line)}>
        <Button variant="ghost" icon={Plus} onPress={() => set({ ...form, of: [...form.of, blank] })}>
          {t('rules.addCondition')}
        </Button>
        <Button
          variant="ghost"
          icon={Plus}
          onPress={() =>
            set({
              ...form,
              of: [...form.of, { kind: 'group', join: form.join === 'and' ? 'or' : 'and', of: [blank, blank] }],
            })
          }
        >
          {t('rules.addGroup')}
        </Button>
      </div>
    </fieldset>
  );
}

function rightParts(part: Condition | Group): readonly (Condition | Group)[] {
  if (part.kind === 'condition') return isConditionRight(part) ? [part] : [];
  const of = part.of.filter(isConditionRight);
  return of.length === 0 ? [] : [{ ...part, of }];
}

function JoinField(props: { readonly join: 'and' | 'or'; readonly onChange: (join: 'and' | 'or') => void }) {
  return (
    <ChoiceField
      label={t('rules.join')}
      hideLabel
      layout="row"
      choices={[
        { value: 'and', label: t('rules.allOf') },
        { value: 'or', label: t('rules.anyOf') },
      ]}
      value={props.join}
      onChange={props.onChange}
    />
  );
}

interface GroupProps {
  readonly group: Group;
  readonly onChange: (group: Group | null) => void;
}

function GroupRows({ group, onChange }: GroupProps) {
  const replace = (index: number, condition: Condition | null) => {
    const of = condition === null ? group.of.toSpliced(index, 1) : group.of.with(index, condition);
    onChange(of.length === 0 ? null : { ...group, of });
  };
  return (
    <div className={cx(styles.group)}>
      <JoinField join={group.join} onChange={(join) => onChange({ ...group, join })} />
      {group.of.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name but its place
        <ConditionRow key={index} condition={condition} onChange={(next) => replace(index, next)} />
      ))}
      <div>
        <Button variant="ghost" icon={Plus} onPress={() => onChange({ ...group, of: [...group.of, blank] })}>
          {t('rules.addCondition')}
        </Button>
      </div>
    </div>
  );
}

interface ConditionProps {
  readonly condition: Condition;
  readonly onChange: (condition: Condition | null) => void;
}

function conditionError(condition: Condition): string | null {
  if (operandOf(condition.text).trim() === '') return t('rules.valueEmpty');
  return isConditionRight(condition) ? null : t('rules.valueWrong');
}

const words = '.words';

function ConditionRow({ condition, onChange }: ConditionProps) {
  const { field, text, isNot } = condition;
  const operator = operatorOf(text);
  const names = [...new Set([...knownFields, ...(field === null ? [] : [field])])];
  const isOpen = operator !== 'none' && operator !== 'any';
  return (
    <div className={cx(styles.condition)}>
      <SelectField
        label={t('rules.field')}
        hideLabel
        options={[
          { value: words, label: t('rules.words') },
          ...names.map((value) => ({ value: value as string, label: fieldName(value) })),
        ]}
        value={field ?? words}
        onChange={(next) => onChange({ ...condition, field: next === words ? null : next })}
      />
      <SelectField<`${'' | 'not '}${ConditionOperator}`>
        label={t('rules.operator')}
        hideLabel
        options={operators.flatMap((one) => [
          { value: one, label: t(`rules.is.${one}`) },
          ...(one === 'is' ? [{ value: 'not is' as const, label: t('rules.isNot') }] : []),
          ...(isNot && one !== 'is' && one === operator
            ? [{ value: `not ${one}` as const, label: t('rules.not', { what: t(`rules.is.${one}`) }) }]
            : []),
        ])}
        value={`${isNot ? 'not ' : ''}${operator}`}
        onChange={(next) => {
          const chosen = operators.find((one) => one === next.replace('not ', '')) ?? 'is';
          onChange({ ...condition, isNot: next.startsWith('not '), text: withOperator(text, chosen) });
        }}
      />
      {isOpen && (
        <TextField
          label=""
          aria-label={t('rules.value')}
          value={operandOf(text)}
          onChange={(value) => onChange({ ...condition, text: operator === 'is' ? value : `${operator}${value}` })}
          error={conditionError(condition)}
          spellCheck="false"
        />
      )}
      <IconButton label={t('rules.removeCondition')} icon={Trash2} onPress={() => onChange(null)} />
    </div>
  );
}
