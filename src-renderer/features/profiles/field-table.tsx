import { RotateCcw, Wand2 } from 'lucide-react';
import { useState } from 'react';
import type { ContainerSchema } from '../../../src-shared/connector/connector.ts';
import {
  type FieldSide,
  looseFields,
  type Mappings,
  pairFields,
  suggestPairs,
  withPair,
} from '../../../src-shared/sync/field-pairs.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember } from '../../stores/undo-store.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { placeName } from '../words/state-words.ts';
import { FieldAdd } from './field-add.tsx';
import { here, type SidePair, sideOf, withMappings } from './field-edit.ts';
import { FieldRow } from './field-row.tsx';
import styles from './field-table.module.css';
import type { PlaceDraft } from './profile-draft.ts';
import type { DraftEditor } from './use-draft.ts';
import type { Trial } from './use-trial.ts';

interface Props {
  readonly pair: SidePair;
  readonly editor: DraftEditor;
  readonly trial: Trial;
}

/** All fields of two sides: which belong together, which way they go, and what becomes of a real task's values. */
export function FieldTable({ pair, editor, trial }: Props) {
  const { draft, change } = editor;
  const [showsUnmapped, setShowsUnmapped] = useState(false);
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  const schemas = schemasOf(draft.places, trial);
  const left = sideOf(draft.places, pair.keys[0], schemas);
  const right = sideOf(draft.places, pair.keys[1], schemas);
  if (!left || !right) return null;

  const pairs = pairFields(left, right);
  const mapped = pairs.filter((one) => one.left !== null && one.right !== null);
  const unmapped = pairs.filter((one) => !mapped.includes(one));
  const loose = looseFields(pairs, left, right);
  const tried = trial.view?.pairs.find((one) => one.left === pair.names[0] && one.right === pair.names[1]);
  const suggestions = suggestPairs(loose, left, right);
  const [leftName, rightName] = pair.names.map(placeName) as [string, string];

  const apply = (mappings: Mappings) => change({ places: withMappings(draft.places, pair, mappings) });

  /** A step that changes much at once can be taken back as a whole. */
  function step(label: string, places: readonly PlaceDraft[]): void {
    const before = draft.places;
    change({ places });
    const taken = {
      label,
      undo: async () => change({ places: before }),
      redo: async () => change({ places }),
    };
    remember(taken);
    showToast(label, { label: t('profiles.undo'), run: () => void taken.undo() });
  }

  function autoMap(): void {
    let places: readonly PlaceDraft[] = draft.places;
    for (const suggestion of suggestions) {
      const [a, b] = pair.keys.map((key) => sideOf(places, key, schemas)) as [FieldSide, FieldSide];
      places = withMappings(places, pair, withPair(a, b, suggestion));
    }
    setAdded(new Set(suggestions.map((one) => `${one.left} ${one.right}`)));
    step(t('profiles.fields.autoMapped', { count: suggestions.length }), places);
  }

  function reset(): void {
    const places = draft.places.map((place) => (pair.keys.includes(place.key) ? { ...place, mapping: {} } : place));
    setAdded(new Set());
    step(t('profiles.fields.wasReset'), places);
  }

  const sample = tried?.samples.find((title) => title !== null) ?? null;
  return (
    <Card
      title={t('profiles.fields.title', { left: leftName, right: rightName })}
      actions={
        <div className={cx(styles.actions)}>
          <Button variant="ghost" icon={Wand2} onPress={autoMap} isDisabled={suggestions.length === 0}>
            {t('profiles.fields.autoMap')}
          </Button>
          <Button variant="ghost" icon={RotateCcw} onPress={reset} isDisabled={pairs.every((one) => one.isSuggested)}>
            {t('profiles.fields.reset')}
          </Button>
        </div>
      }
    >
      <p className={cx(styles.sampleName)}>
        <span dir="auto">
          {sample === null ? t('profiles.fields.noSample') : t('profiles.fields.sample', { title: sample })}
        </span>
        {sample !== null && (
          <Button variant="ghost" onPress={trial.nextSample}>
            {t('rules.anotherTask')}
          </Button>
        )}
      </p>
      <table className={cx(styles.table)}>
        <thead>
          <tr>
            <th scope="col">{leftName}</th>
            <th scope="col">{t('profiles.fields.direction')}</th>
            <th scope="col">{rightName}</th>
            <th scope="col">{t('profiles.fields.translation')}</th>
            <th scope="col">{t('profiles.fields.onTask')}</th>
            <th scope="col">{t('profiles.fields.health')}</th>
          </tr>
        </thead>
        <tbody>
          {[...mapped, ...(showsUnmapped ? unmapped : [])].map((one) => (
            <FieldRow
              key={one.field}
              pair={one}
              {...{ left, right, loose, leftName, rightName, editor, trial }}
              keys={pair.keys}
              endpoints={pair.names}
              isAuto={one.isSuggested || added.has(`${one.left} ${one.right}`)}
              tried={tried?.fields.find(({ field }) => field === one.field)}
              onChange={apply}
            />
          ))}
        </tbody>
      </table>
      <div className={cx(styles.foot)}>
        <CheckField
          label={t('profiles.fields.showUnmapped', { count: unmapped.length })}
          isSelected={showsUnmapped}
          onChange={setShowsUnmapped}
          isDisabled={unmapped.length === 0}
        />
        {left !== here && right !== here && (
          <FieldAdd
            {...{ left, right, loose, leftName, rightName }}
            onAdd={(names) => apply(withPair(left, right, names))}
          />
        )}
      </div>
    </Card>
  );
}

function schemasOf(places: readonly PlaceDraft[], { view }: Trial): Readonly<Record<string, ContainerSchema>> {
  return Object.fromEntries(
    places.flatMap(({ key }, index) => {
      const schema = view?.places[index]?.schema;
      return schema ? [[key, schema]] : [];
    }),
  );
}
