import { useState } from 'react';
import type { RuleFile } from '../../../src-shared/api/profile-file.ts';
import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { EffectList } from './effect-list.tsx';
import { type ProfileDraft, placeNames } from './profile-draft.ts';
import { RuleTrial } from './rule-trial.tsx';
import styles from './rules.module.css';
import { WhenField } from './when-field.tsx';

interface Props {
  readonly rule: RuleFile;
  readonly draft: ProfileDraft;
  readonly onChange: (rule: RuleFile) => void;
}

/** One rule as a sentence, or as the text of the profile file: two views of the same thing. */
export function RuleEditor({ rule, draft, onChange }: Props) {
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState<TaskSyncError | null>(null);
  const [isTrying, setTrying] = useState(false);

  async function toggle(): Promise<void> {
    try {
      if (text === null) setText((await client.call('rules.write', { rule })).text);
      else setText(null);
    } catch (caught) {
      showToast(failureLine(caught));
    }
  }

  async function read(next: string): Promise<void> {
    setText(next);
    try {
      const answer = await client.call('rules.read', { text: next });
      setError(null);
      onChange(answer.rule);
    } catch (caught) {
      setError(toTaskSyncError(caught));
    }
  }

  return (
    <div className={cx(styles.editor)}>
      {text === null ? (
        <Sentence rule={rule} draft={draft} onChange={onChange} />
      ) : (
        <TextField
          label={t('rules.text')}
          value={text}
          onChange={(next) => void read(next)}
          multiline
          spellCheck="false"
          error={error?.message ?? null}
        />
      )}
      <div className={cx(styles.line)}>
        <Button variant="ghost" onPress={() => void toggle()} isDisabled={error !== null}>
          {text === null ? t('rules.asText') : t('rules.asForm')}
        </Button>
        <Button variant="ghost" onPress={() => setTrying(!isTrying)}>
          {t('rules.test')}
        </Button>
      </div>
      {isTrying && <RuleTrials rule={rule} draft={draft} />}
    </div>
  );
}

function RuleTrials({ rule, draft }: Omit<Props, 'onChange'>) {
  const names = placeNames(draft.places);
  const places = rule.at ?? names;
  return places.map((place) => (
    <RuleTrial key={place} draft={draft} endpoint={place} direction={rule.direction ?? 'out'} />
  ));
}

function Sentence({ rule, draft, onChange }: Props) {
  const names = placeNames(draft.places).filter(Boolean);
  const [only] = rule.at ?? [];
  const where = `${rule.direction ?? 'out'} ${rule.at === undefined ? '' : rule.at.length === 1 ? only : '*'}`;
  const options = [
    ...names.map((place) => ({ value: `out ${place}`, label: t('rules.outTo', { place }) })),
    { value: 'out ', label: t('rules.outAll') },
    ...names.map((place) => ({ value: `in ${place}`, label: t('rules.inFrom', { place }) })),
    { value: 'in ', label: t('rules.inAll') },
    ...(rule.at && rule.at.length > 1
      ? [{ value: where, label: t(rule.direction === 'in' ? 'rules.inSome' : 'rules.outSome', { places: rule.at }) }]
      : []),
  ];
  return (
    <>
      <WhenField
        when={rule.when}
        onChange={(when) => {
          const { when: _old, ...others } = rule;
          onChange(when === undefined ? others : { when, ...others });
        }}
      />
      <SelectField
        label={t('rules.where')}
        options={options}
        value={where}
        onChange={(chosen) => {
          if (chosen === where) return;
          const [direction, place] = chosen.split(/ (.*)/s);
          const { at: _at, direction: _direction, ...others } = rule;
          onChange({
            ...others,
            ...(place ? { at: [place] } : {}),
            ...(direction === 'in' ? { direction: 'in' as const } : {}),
          });
        }}
      />
      <EffectList rule={rule} onChange={onChange} />
    </>
  );
}
