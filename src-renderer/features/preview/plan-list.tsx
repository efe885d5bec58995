import { useMemo, useState } from 'react';
import type { PlanView } from '../../../src-shared/api/views.ts';
import { type Choice, ChoiceField } from '../../ui/choice-field.tsx';
import { cx } from '../../ui/cx.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { countText } from '../words/field-text.ts';
import { PlanEntry } from './plan-entry.tsx';
import styles from './plan-list.module.css';
import { kindLabels, type PlanKind, type PlanRow, planRows, usedKinds } from './plan-rows.ts';

/** Every single entry of the plan; each opens to what would change, field by field. */
export function PlanList({ plan }: { readonly plan: PlanView }) {
  const [only, setOnly] = useState<PlanKind | 'all'>('all');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => planRows(plan, only), [plan, only]);
  const choices = useMemo(() => kindChoices(plan), [plan]);
  const toggle = (id: string) =>
    setOpen((ids) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <>
      {choices.length > 2 && (
        <ChoiceField label="Show" hideLabel layout="row" choices={choices} value={only} onChange={setOnly} />
      )}
      <div className={cx(styles.frame)}>
        <VirtualList label="Planned changes" items={rows} keyOf={(row) => row.id} estimate={45}>
          {(row: PlanRow) =>
            row.kind === 'heading' ? (
              <h2 className={cx(styles.heading)}>{row.text}</h2>
            ) : (
              <PlanEntry row={row} isOpen={open.has(row.id)} onToggle={() => toggle(row.id)} />
            )
          }
        </VirtualList>
      </div>
    </>
  );
}

function kindChoices(plan: PlanView): readonly Choice<PlanKind | 'all'>[] {
  const count = (kind: PlanKind, number: number): Choice<PlanKind> => ({
    value: kind,
    label: `${kindLabels[kind]} ${countText(number)}`,
  });
  return [
    { value: 'all', label: 'All' },
    ...usedKinds(plan).map((kind) => count(kind, plan.actions.filter((action) => action.kind === kind).length)),
    ...(plan.conflicts.length > 0 ? [count('conflict', plan.conflicts.length)] : []),
    ...(plan.refusals.length > 0 ? [count('refusal', plan.refusals.length)] : []),
  ];
}
