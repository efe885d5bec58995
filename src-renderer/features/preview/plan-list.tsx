import { useMemo, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { type Choice, ChoiceField } from '../../ui/choice-field.tsx';
import { cx } from '../../ui/cx.ts';
import type { MenuGroup } from '../../ui/menu.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { countText, fieldName } from '../words/field-text.ts';
import { PlanEntry } from './plan-entry.tsx';
import styles from './plan-list.module.css';
import {
  fieldsOf,
  kindCounts,
  type PlanKind,
  type PlanQuery,
  type PlanRow,
  planRows,
  type ShownPlan,
  type TaskRow,
  wholePlan,
} from './plan-rows.ts';

/** Which tasks a person wants now. */
export interface Ticks {
  readonly left: ReadonlySet<string>;
  readonly tick: (tasks: readonly string[], isTicked: boolean) => void;
}

interface Props {
  readonly plan: ShownPlan;
  /** Absent: there is nothing to choose. */
  readonly ticks?: Ticks;
  readonly menuOf?: (row: TaskRow) => readonly MenuGroup[];
}

/** From this many rows on it is worth looking for some of them. */
const worthFinding = 8;

/** Every single entry of the plan; each opens to what would change, field by field. */
export function PlanList({ plan, ticks, menuOf }: Props) {
  const [query, setQuery] = useState<PlanQuery>(wholePlan);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => planRows(plan, query), [plan, query]);
  const toggle = (id: string) =>
    setOpen((ids) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <>
      <Finder plan={plan} query={query} onChange={setQuery} />
      {ticks && <Chosen rows={rows} ticks={ticks} />}
      <div className={cx(styles.frame)}>
        {rows.length === 0 && <p className={cx(styles.none)}>{t('preview.noneFound')}</p>}
        <VirtualList label={t('preview.list')} items={rows} keyOf={(row) => row.id} estimate={45}>
          {(row: PlanRow) =>
            row.kind === 'heading' ? (
              <h2 className={cx(styles.heading)}>{row.text}</h2>
            ) : (
              <PlanEntry
                row={row}
                isOpen={open.has(row.id)}
                onToggle={() => toggle(row.id)}
                {...(ticks ? { ticks } : {})}
                {...(menuOf ? { menuOf } : {})}
              />
            )
          }
        </VirtualList>
      </div>
    </>
  );
}

interface FinderProps {
  readonly plan: ShownPlan;
  readonly query: PlanQuery;
  readonly onChange: (query: PlanQuery) => void;
}

function Finder({ plan, query, onChange }: FinderProps) {
  const choices = useMemo(() => kindChoices(plan), [plan]);
  const fields = useMemo(() => fieldsOf(plan), [plan]);
  const isLong = plan.actions.length + plan.conflicts.length + plan.refusals.length >= worthFinding;
  if (choices.length <= 2 && !isLong) return null;
  return (
    <div className={cx(styles.finder)}>
      {choices.length > 2 && (
        <ChoiceField
          label={t('preview.show')}
          hideLabel
          layout="row"
          choices={choices}
          value={query.kind}
          onChange={(kind) => onChange({ ...query, kind })}
        />
      )}
      {isLong && fields.length > 1 && (
        <SelectField
          label={t('preview.field')}
          hideLabel
          options={[
            { value: '', label: t('preview.anyField') },
            ...fields.map((field) => ({ value: field, label: fieldName(field) })),
          ]}
          value={query.field}
          onChange={(field) => onChange({ ...query, field })}
        />
      )}
      {isLong && (
        <TextField
          label=""
          aria-label={t('preview.search')}
          placeholder={t('preview.search')}
          value={query.words}
          onChange={(words) => onChange({ ...query, words })}
        />
      )}
    </div>
  );
}

/** All that is in sight, ticked or unticked at once. */
function Chosen({ rows, ticks }: { readonly rows: readonly PlanRow[]; readonly ticks: Ticks }) {
  const tasks = rows.flatMap((row) => (row.kind === 'task' ? [row.task] : []));
  if (tasks.length < 2) return null;
  const chosen = tasks.filter((task) => !ticks.left.has(task)).length;
  return (
    <div className={cx(styles.chosen)}>
      <CheckField
        label={t('preview.chosen', { chosen, count: tasks.length })}
        isSelected={chosen === tasks.length}
        onChange={(isTicked) => ticks.tick(tasks, isTicked)}
      />
    </div>
  );
}

function kindChoices(plan: ShownPlan): readonly Choice<PlanKind | 'all'>[] {
  return [
    { value: 'all', label: t('preview.kind.all') },
    ...kindCounts(plan).map(({ kind, count }) => ({
      value: kind,
      label: t('preview.kindCount', { kind: t(`preview.kind.${kind}`), count: countText(count) }),
    })),
  ];
}
