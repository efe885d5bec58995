import { ArrowDown, ArrowUp } from 'lucide-react';
import type { MatchKey } from '../../../src-shared/domain/profile.ts';
import { IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { cx } from '../../ui/cx.ts';
import { TextField } from '../../ui/text-field.tsx';
import { placeName } from '../words/state-words.ts';
import { conflictChoices, deletionChoices, matchChoices } from './choices.ts';
import { type DraftErrors, orderOf, type ProfileDraft } from './profile-draft.ts';
import styles from './profile-rules-form.module.css';
import { ScheduleField } from './schedule-field.tsx';

interface Props {
  readonly draft: ProfileDraft;
  readonly errors: DraftErrors;
  readonly onChange: (part: Partial<ProfileDraft>) => void;
}

export function NameCard({ draft, errors, onChange }: Props) {
  return (
    <Card>
      <TextField
        label="Name"
        description="What you call it: Web team, Home, Groceries."
        value={draft.name}
        onChange={(name) => onChange({ name })}
        error={errors['name']}
        isRequired
      />
    </Card>
  );
}

/** What the profile does when, and in doubt. Good defaults everywhere: nobody has to read these before the first run. */
export function RuleCards({ draft, errors, onChange }: Props) {
  return (
    <>
      <Card title="When">
        <ScheduleField
          schedule={draft.schedule}
          onChange={(schedule) => onChange({ schedule })}
          error={errors['schedule']}
        />
      </Card>
      <Card title="In doubt">
        <ChoiceField
          label="The same field was changed on both sides"
          choices={conflictChoices}
          value={draft.policy}
          onChange={(policy) => onChange({ policy })}
        />
        {draft.policy === 'priority' && <OrderField draft={draft} onChange={onChange} />}
        <ChoiceField
          label="A task was deleted in one place"
          choices={deletionChoices}
          value={draft.deletions}
          onChange={(deletions) => onChange({ deletions })}
        />
      </Card>
      <Card title="First meeting">
        <ChoiceField
          label="Both places may hold the same tasks already"
          choices={matchChoices}
          value={draft.matchMode}
          onChange={(matchMode) => onChange({ matchMode })}
        />
        {draft.matchMode !== 'create-only' && <MatchKeys draft={draft} onChange={onChange} />}
      </Card>
    </>
  );
}

const matchKeyLabels: readonly { readonly key: MatchKey; readonly label: string }[] = [
  { key: 'reference', label: 'One names the other’s address or id' },
  { key: 'title', label: 'They have the same title' },
  { key: 'likeness', label: 'They look alike: you are asked about each pair' },
];

/** The surest first; fields that the profile file names come before the title. */
function rankOf(key: MatchKey): number {
  const index = matchKeyLabels.findIndex((one) => one.key === key);
  return index === -1 ? 0.5 : index;
}

function MatchKeys({ draft, onChange }: Omit<Props, 'errors'>) {
  return (
    <fieldset className={cx(styles.group)}>
      <legend className={cx(styles.legend)}>Tasks are the same when</legend>
      {matchKeyLabels.map(({ key, label }) => (
        <CheckField
          key={key}
          label={label}
          isSelected={draft.matchBy.includes(key)}
          onChange={(selected) =>
            onChange({
              matchBy: selected
                ? [...draft.matchBy, key].sort((a, b) => rankOf(a) - rankOf(b))
                : draft.matchBy.filter((other) => other !== key),
            })
          }
        />
      ))}
    </fieldset>
  );
}

function OrderField({ draft, onChange }: Omit<Props, 'errors'>) {
  const order = orderOf(draft);
  function swap(index: number): void {
    const next = [...order];
    const [first, second] = [next[index], next[index + 1]];
    if (first === undefined || second === undefined) return;
    next.splice(index, 2, second, first);
    onChange({ priority: next });
  }
  return (
    <fieldset className={cx(styles.group)}>
      <legend className={cx(styles.legend)}>Order, strongest first</legend>
      <ol className={cx(styles.order)}>
        {order.map((name, index) => (
          <li key={name} className={cx(styles.step)}>
            <span className={cx(styles.place)}>
              {index + 1}. {placeName(name)}
            </span>
            <IconButton
              label={`Move ${placeName(name)} up`}
              icon={ArrowUp}
              isDisabled={index === 0}
              onPress={() => swap(index - 1)}
            />
            <IconButton
              label={`Move ${placeName(name)} down`}
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
