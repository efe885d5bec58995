import {
  Archive,
  ArrowRight,
  Ban,
  ChevronRight,
  CircleMinus,
  GitFork,
  Link2,
  type LucideIcon,
  Pencil,
  Plus,
  Trash2,
  Unlink,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import { DiffText } from '../../ui/diff-text.tsx';
import { fieldName, isLongText, plural, valueText } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import { diffWords } from '../words/word-diff.ts';
import styles from './plan-entry.module.css';
import { kindLabels, type PlanAction, type PlanKind, type PlanRow } from './plan-rows.ts';

const icons: Readonly<Record<PlanKind, LucideIcon>> = {
  create: Plus,
  update: Pencil,
  close: CircleMinus,
  delete: Trash2,
  restore: Archive,
  link: Link2,
  unlink: Unlink,
  conflict: GitFork,
  refusal: Ban,
};

interface Props {
  readonly row: Exclude<PlanRow, { kind: 'heading' }>;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

export function PlanEntry({ row, isOpen, onToggle }: Props) {
  switch (row.kind) {
    case 'action':
      return <ActionEntry action={row.action} isOpen={isOpen} onToggle={onToggle} />;
    case 'conflict': {
      const { conflict } = row;
      const values = conflict.sides.map(
        ({ side, value }) => `${placeName(side)}: ${valueText(conflict.field, value) || 'empty'}`,
      );
      return (
        <Entry
          kind="conflict"
          title={conflict.title}
          place={fieldName(conflict.field)}
          isOpen={isOpen}
          onToggle={onToggle}
          summary={values.join(' / ')}
        >
          <p className={cx(styles.detail)}>
            {values.join(' · ')}. Before: {valueText(conflict.field, conflict.before) || 'empty'}. It waits for your
            decision and stays as it is.
          </p>
        </Entry>
      );
    }
    case 'refusal': {
      const { refusal } = row;
      return (
        <Entry
          kind="refusal"
          title={refusal.title ?? 'The whole place'}
          place={placeName(refusal.endpoint)}
          isOpen={isOpen}
          onToggle={onToggle}
          summary={refusal.message}
        >
          <p className={cx(styles.detail)}>{refusal.message}</p>
        </Entry>
      );
    }
  }
}

function ActionEntry({ action, isOpen, onToggle }: Omit<Props, 'row'> & { readonly action: PlanAction }) {
  return (
    <Entry
      kind={action.kind}
      title={action.title}
      place={placeName(action.endpoint)}
      isOpen={isOpen}
      onToggle={onToggle}
      summary={actionSummary(action)}
    >
      {action.fields.length > 0 && <FieldTable action={action} />}
    </Entry>
  );
}

function actionSummary({ kind, fields }: PlanAction): string {
  if (kind !== 'update') return fields.length > 0 ? plural(fields.length, 'field') : '';
  return fields
    .map(({ field, before, after }) =>
      isLongText(field)
        ? fieldName(field)
        : `${fieldName(field)}: ${valueText(field, before) || 'empty'} → ${valueText(field, after) || 'empty'}`,
    )
    .join(', ');
}

interface EntryProps extends Omit<Props, 'row'> {
  readonly kind: PlanKind;
  readonly title: string;
  readonly place: string;
  readonly summary: string;
  readonly children: ReactNode;
}

function Entry({ kind, title, place, summary, isOpen, onToggle, children }: EntryProps) {
  const Icon = icons[kind];
  return (
    <div className={cx(styles.entry)}>
      <button type="button" className={cx(styles.button)} aria-expanded={isOpen} onClick={onToggle}>
        <ChevronRight
          size={16}
          strokeWidth={1.5}
          aria-hidden="true"
          className={cx(styles.chevron, isOpen && styles.turned)}
        />
        <span className={cx(styles.kind, kind === 'delete' && styles.danger, kind === 'conflict' && styles.warning)}>
          <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
          {kindLabels[kind]}
        </span>
        <span className={cx(styles.place)}>{place}</span>
        <span className={cx(styles.title)}>
          <bdi>{title}</bdi>
        </span>
        <span className={cx(styles.summary)}>
          <bdi>{summary}</bdi>
        </span>
      </button>
      {isOpen && <div className={cx(styles.body)}>{children}</div>}
    </div>
  );
}

function FieldTable({ action }: { readonly action: PlanAction }) {
  return (
    <dl className={cx(styles.fields)}>
      {action.fields.map(({ field, before, after }) => {
        const [old, next] = [valueText(field, before), valueText(field, after)];
        return (
          <div key={field} className={cx(styles.field)}>
            <dt>{fieldName(field)}</dt>
            <dd dir="auto">
              {isLongText(field) && old && next ? (
                <DiffText parts={diffWords(old, next)} />
              ) : (
                <span className={cx(styles.change)}>
                  {action.kind !== 'create' && (
                    <>
                      <span className={cx(styles.before)}>{old || 'empty'}</span>
                      <ArrowRight
                        size={12}
                        strokeWidth={2}
                        role="img"
                        aria-label="becomes"
                        className={cx(styles.arrow)}
                      />
                    </>
                  )}
                  <span className={cx(styles.after)}>{next || 'empty'}</span>
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
