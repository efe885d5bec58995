import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './builder.module.css';
import { sidePairsOf } from './field-edit.ts';
import { FieldTable } from './field-table.tsx';
import { hasPlaces } from './profile-draft.ts';
import type { StepProps } from './step-props.ts';
import { TrialState } from './trial-state.tsx';

/** How fields and their values translate, shown on a real task. */
export function FieldsStep({ editor, trial }: StepProps) {
  const { draft } = editor;
  if (!hasPlaces(draft)) return <p className={cx(styles.hint)}>{t('profiles.fields.placesFirst')}</p>;
  return (
    <>
      <TrialState trial={trial} />
      {!trial.view && trial.errors.length === 0 && <Skeleton rows={6} />}
      {trial.view &&
        sidePairsOf(draft.places).map((pair) => (
          <FieldTable key={pair.keys.join(' ')} pair={pair} editor={editor} trial={trial} />
        ))}
    </>
  );
}
