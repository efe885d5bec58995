import { ArrowLeft, ArrowLeftRight, ArrowRight } from 'lucide-react';
import type { DeletionPolicy, MatchMode } from '../../../src-shared/domain/profile.ts';
import { t } from '../../i18n/t.ts';
import { Card } from '../../ui/card.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { cx } from '../../ui/cx.ts';
import styles from './builder.module.css';
import { deletionChoices, directionChoices } from './choices.ts';
import { arrowBetween, placeNames, withArrowBetween } from './profile-draft.ts';
import type { StepProps } from './step-props.ts';

type Creation = Extract<MatchMode, 'match-then-create' | 'match-only'>;

/** Which way changes go, where new tasks are made, and what a deletion means. */
export function DirectionStep({ editor: { draft, change } }: StepProps) {
  const { places } = draft;
  const [left = '', right = ''] = placeNames(places).map(
    (name, index) => name || t('profiles.places.title', { number: index + 1 }),
  );
  const arrow = arrowBetween(places);
  const icons = { both: ArrowLeftRight, right: ArrowRight, left: ArrowLeft };
  return (
    <>
      {places.length === 2 ? (
        <div className={cx(styles.arrows)}>
          <ChoiceField
            label={t('profiles.direction.label')}
            choices={(['both', 'right', 'left'] as const).map((value) => {
              const Icon = icons[value];
              return {
                value,
                label: t(`profiles.arrow.${value}`, { left, right }),
                description: t(`profiles.arrow.${value}Help`, { left, right }),
                icon: <Icon size={16} strokeWidth={1.5} aria-hidden="true" />,
              };
            })}
            value={arrow ?? 'both'}
            onChange={(next) => change({ places: withArrowBetween(places, next) })}
          />
        </div>
      ) : (
        places.map((place, index) => (
          <Card key={place.key} title={placeNames(places)[index] || t('profiles.places.title', { number: index + 1 })}>
            <ChoiceField
              label={t('profiles.direction.label')}
              hideLabel
              choices={directionChoices}
              value={place.direction}
              onChange={(direction) =>
                change({ places: places.map((other) => (other === place ? { ...place, direction } : other)) })
              }
            />
          </Card>
        ))
      )}
      <Card>
        <ChoiceField<Creation>
          label={t('profiles.creation.label')}
          choices={(['match-then-create', 'match-only'] as const).map((value) => ({
            value,
            label: t(value === 'match-only' ? 'profiles.creation.nowhere' : `profiles.creation.${arrow ?? 'both'}`, {
              left,
              right,
            }),
          }))}
          value={draft.matchMode === 'match-only' ? 'match-only' : 'match-then-create'}
          onChange={(mode) =>
            change({ matchMode: mode === 'match-only' || draft.matchMode === 'match-only' ? mode : draft.matchMode })
          }
        />
      </Card>
      <Card>
        <ChoiceField<DeletionPolicy>
          label={t('profiles.deletion.label')}
          choices={deletionChoices}
          value={draft.deletions}
          onChange={(deletions) => change({ deletions })}
        />
      </Card>
    </>
  );
}
