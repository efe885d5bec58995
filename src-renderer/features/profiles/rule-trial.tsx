import { useState } from 'react';
import type { RuleTrialView } from '../../../src-shared/api/views.ts';
import type { RuleDirection } from '../../../src-shared/domain/rule.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Failure } from '../words/failure.tsx';
import { fieldName } from '../words/field-text.ts';
import { type ProfileDraft, trialFile } from './profile-draft.ts';
import styles from './rules.module.css';
import { shortText } from './sample-text.tsx';
import { useTrial } from './use-trial.ts';

interface Props {
  readonly draft: ProfileDraft;
  readonly endpoint: string;
  readonly direction: RuleDirection;
}

/** All rules on a real task: what goes in, what each one does, what comes out. */
export function RuleTrial({ draft, endpoint, direction }: Props) {
  const [sample, setSample] = useState(0);
  const trial = useTrial(draft);
  const isRead = trial.view !== null && trial.reading.length === 0;
  const { value, error } = useQuery(
    'rules.try',
    isRead ? { file: trialFile(draft), endpoint, direction, sample } : null,
  );
  if (error) return <Failure error={error} />;
  if (!value) return <p className={cx(styles.help)}>{t('rules.trying')}</p>;
  if (value.title === null) return <p className={cx(styles.help)}>{t('rules.nothingToTry')}</p>;
  const title = t(direction === 'out' ? 'rules.trialOut' : 'rules.trialIn', { title: value.title, place: endpoint });
  return (
    <div className={cx(styles.trial)} aria-live="polite">
      <div className={cx(styles.line)}>
        <p dir="auto">{title}</p>
        <Button variant="ghost" onPress={() => setSample(sample + 1)}>
          {t('rules.anotherTask')}
        </Button>
      </div>
      <ol className={cx(styles.effects)}>
        {value.effects.map((effect) => (
          <li key={effect.rule}>
            <EffectText effect={effect} />
          </li>
        ))}
      </ol>
      <p>{resultText(value)}</p>
    </div>
  );
}

function EffectText({ effect }: { readonly effect: RuleTrialView['effects'][number] }) {
  const { rule, applies, changes, dropped, failure } = effect;
  if (failure !== null) return <span>{failure}</span>;
  if (!applies) return <span>{t('rules.doesNotApply', { rule })}</span>;
  const parts = [
    ...changes.map(({ field, before, after }) =>
      t('rules.changes', { field: fieldName(field), before: shortText(field, before), after: shortText(field, after) }),
    ),
    ...dropped.map((field) => t('rules.drops', { field: fieldName(field) })),
  ];
  return (
    <span dir="auto">{t('rules.applies', { rule, what: parts.length > 0 ? parts : [t('rules.changesNothing')] })}</span>
  );
}

function resultText({ input, output, effects }: RuleTrialView): string {
  const changed = Object.keys(output).filter((field) => JSON.stringify(output[field]) !== JSON.stringify(input[field]));
  if (effects.some(({ failure }) => failure !== null)) return t('rules.failed');
  return changed.length === 0
    ? t('rules.sameAsBefore')
    : t('rules.result', {
        fields: changed.map((field) => `${fieldName(field)}: ${shortText(field, output[field] ?? null)}`),
      });
}
