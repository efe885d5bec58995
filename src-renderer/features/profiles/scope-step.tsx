import { RefreshCw } from 'lucide-react';
import type { MatchKey } from '../../../src-shared/domain/profile.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { cx } from '../../ui/cx.ts';
import { TextField } from '../../ui/text-field.tsx';
import styles from './builder.module.css';
import { matchChoices } from './choices.ts';
import { type ProfileDraft, placeNames } from './profile-draft.ts';
import type { StepProps } from './step-props.ts';
import { TrialState } from './trial-state.tsx';
import type { Trial } from './use-trial.ts';

/** Which tasks take part, and which of them are the same already. */
export function ScopeStep({ editor: { draft, change }, trial }: StepProps) {
  return (
    <>
      <TrialState trial={trial} />
      <FilterCard draft={draft} change={change} trial={trial} />
      <Card title={t('profiles.match.title')}>
        <MatchingNumbers trial={trial} />
        <ChoiceField
          label={t('profiles.match.label')}
          choices={matchChoices}
          value={draft.matchMode}
          onChange={(matchMode) => change({ matchMode })}
        />
        {draft.matchMode !== 'create-only' && <MatchKeys draft={draft} change={change} />}
      </Card>
    </>
  );
}

interface Props {
  readonly draft: ProfileDraft;
  readonly change: (part: Partial<ProfileDraft>) => void;
}

export function FilterCard({ draft, change, trial }: Props & { readonly trial: Trial }) {
  const { places } = draft;
  const names = placeNames(places);
  return (
    <Card
      title={t('profiles.filter.title')}
      actions={
        <Button variant="ghost" icon={RefreshCw} onPress={trial.readAgain}>
          {t('profiles.trial.readAgain')}
        </Button>
      }
    >
      <p className={cx(styles.help)}>{t('profiles.filter.help')}</p>
      {places.map((place, index) => {
        const tried = trial.view?.places[index];
        return (
          <div key={place.key} className={cx(styles.filter)}>
            <TextField
              label={t('profiles.filter.label', { place: names[index] ?? '' })}
              value={place.filter}
              onChange={(filter) =>
                change({ places: places.map((other) => (other === place ? { ...place, filter } : other)) })
              }
              placeholder="status:open -label:private"
              spellCheck="false"
              error={tried?.filterProblem?.message ?? null}
            />
            {tried?.reading && !tried.filterProblem && (
              <p className={cx(styles.count)} aria-live="polite">
                {countSentence(names[index] ?? '', tried.inScope, tried.reading)}
                {!tried.reading.isComplete && (
                  <Button variant="ghost" onPress={trial.readAll}>
                    {t('profiles.trial.readAll')}
                  </Button>
                )}
              </p>
            )}
          </div>
        );
      })}
    </Card>
  );
}

function countSentence(
  place: string,
  inScope: number,
  {
    records,
    total,
    isComplete,
  }: { readonly records: number; readonly total: number | null; readonly isComplete: boolean },
): string {
  if (isComplete) return t('profiles.trial.count', { place, inScope, records });
  return total === null
    ? t('profiles.trial.countFirst', { place, inScope, records })
    : t('profiles.trial.countFirstOf', { place, inScope, records, total });
}

function MatchingNumbers({ trial }: { readonly trial: Trial }) {
  const { view } = trial;
  if (!view?.matching) return null;
  const { matched, ambiguous, only } = view.matching;
  return (
    <p className={cx(styles.numbers)} aria-live="polite">
      {[
        t('profiles.match.matched', { count: matched }),
        ...(ambiguous > 0 ? [t('profiles.match.ambiguous', { count: ambiguous })] : []),
        ...only.map(({ endpoint, count }) => t('profiles.match.only', { place: endpoint, count })),
      ].map((text) => (
        <span key={text}>{text}</span>
      ))}
    </p>
  );
}

const matchKeys: readonly MatchKey[] = ['reference', 'title', 'likeness'];

/** The surest first; fields that the profile file names come before the title. */
function rankOf(key: MatchKey): number {
  const index = matchKeys.indexOf(key);
  return index === -1 ? 0.5 : index;
}

function MatchKeys({ draft, change }: Props) {
  return (
    <fieldset className={cx(styles.group)}>
      <legend className={cx(styles.legend)}>{t('profiles.match.sameWhen')}</legend>
      {(['reference', 'title', 'likeness'] as const).map((key) => (
        <CheckField
          key={key}
          label={t(`profiles.match.by.${key}`)}
          isSelected={draft.matchBy.includes(key)}
          onChange={(selected) =>
            change({
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
