import {
  Archive,
  ArrowRight,
  Ban,
  ChevronRight,
  CircleMinus,
  Ellipsis,
  GitFork,
  Link2,
  type LucideIcon,
  Pencil,
  Plus,
  Trash2,
  Unlink,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { failureWords } from '../../../src-shared/i18n/failure-words.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { DiffText } from '../../ui/diff-text.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { Menu, type MenuGroup } from '../../ui/menu.tsx';
import { Tick } from '../../ui/tick.tsx';
import { fieldName, isLongText, valueText } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import { diffWords } from '../words/word-diff.ts';
import styles from './plan-entry.module.css';
import type { Ticks } from './plan-list.tsx';
import type { PlanAction, PlanKind, PlanRow, TaskRow } from './plan-rows.ts';

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
  readonly ticks?: Ticks;
  readonly menuOf?: (row: TaskRow) => readonly MenuGroup[];
}

export function PlanEntry({ row, isOpen, onToggle, ticks, menuOf }: Props) {
  const opening = { isOpen, onToggle };
  switch (row.kind) {
    case 'task':
      return (
        <Entry
          {...opening}
          kind={row.does}
          title={row.title}
          place={placesText(row)}
          summary={taskSummary(row)}
          before={
            ticks && (
              <Tick
                label={t('preview.tick', { title: row.title })}
                isSelected={!ticks.left.has(row.task)}
                onChange={(isTicked) => ticks.tick([row.task], isTicked)}
              />
            )
          }
          after={menuOf && <RowMenu row={row} groups={menuOf(row)} />}
          isFaded={ticks?.left.has(row.task) === true}
        >
          {row.actions.map((action, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the actions of a plan never change their order
            <ActionDetail key={index} action={action} />
          ))}
        </Entry>
      );
    case 'conflict': {
      const { conflict } = row;
      const values = conflict.sides.map(({ side, value }) =>
        t('preview.says', { place: placeName(side), value: said(conflict.field, value) }),
      );
      return (
        <Entry
          {...opening}
          kind="conflict"
          title={conflict.title}
          place={fieldName(conflict.field)}
          summary={values.join(' / ')}
        >
          <p className={cx(styles.detail)} dir="auto">
            {t('preview.conflict', { values: values.join(' · '), before: said(conflict.field, conflict.before) })}
          </p>
          {conflict.id && (
            <p>
              <a href={routeHref({ kind: 'conflicts', conflict: conflict.id })}>{t('preview.decide')}</a>
            </p>
          )}
        </Entry>
      );
    }
    case 'refusal': {
      const { refusal } = row;
      const { what, help, inEnglish } = failureWords({ ...refusal, code: refusal.reason }, t);
      return (
        <Entry
          {...opening}
          kind="refusal"
          title={refusal.title ?? t('preview.wholePlace')}
          place={placeName(refusal.endpoint)}
          summary={what}
        >
          <p className={cx(styles.detail)}>{help ?? what}</p>
          {inEnglish !== null && (
            <p lang="en" className={cx(styles.detail)}>
              {inEnglish}
            </p>
          )}
        </Entry>
      );
    }
  }
}

function RowMenu({ row, groups }: { readonly row: TaskRow; readonly groups: readonly MenuGroup[] }) {
  const label = t('preview.rowActions', { title: row.title });
  return <Menu label={label} groups={groups} trigger={<IconButton label={label} icon={Ellipsis} />} />;
}

const said = (field: string, value: Parameters<typeof valueText>[1]): string =>
  valueText(field, value) || t('words.empty');

/** Where it is written; what only changes here is named so. */
function placesText({ actions }: TaskRow): string {
  const there = actions.filter(({ endpoint }) => endpoint !== 'here');
  return [...new Set((there.length > 0 ? there : actions).map(({ endpoint }) => placeName(endpoint)))].join(', ');
}

function taskSummary({ does, actions }: TaskRow): string {
  const shown = actions.filter(({ kind, endpoint }) => kind === does && endpoint !== 'here');
  const of = shown.length > 0 ? shown : actions;
  if (does !== 'update') {
    const count = Math.max(...of.map(({ fields }) => fields.length));
    return count > 0 ? t('preview.fields', { count }) : '';
  }
  const changes = of
    .flatMap(({ fields }) => fields)
    .map(({ field, before, after }) =>
      isLongText(field)
        ? fieldName(field)
        : t('preview.change', { field: fieldName(field), before: said(field, before), after: said(field, after) }),
    );
  return [...new Set(changes)].join(', ');
}

interface EntryProps extends Pick<Props, 'isOpen' | 'onToggle'> {
  readonly kind: PlanKind;
  readonly title: string;
  readonly place: string;
  readonly summary: string;
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  readonly isFaded?: boolean;
  readonly children: ReactNode;
}

function Entry({ kind, title, place, summary, isOpen, onToggle, before, after, isFaded, children }: EntryProps) {
  const Icon = icons[kind];
  return (
    <div className={cx(styles.entry, isFaded && styles.faded)}>
      <div className={cx(styles.line)}>
        {before}
        <button type="button" className={cx(styles.button)} aria-expanded={isOpen} onClick={onToggle}>
          <ChevronRight
            size={16}
            strokeWidth={1.5}
            aria-hidden="true"
            className={cx(styles.chevron, isOpen && styles.turned)}
          />
          <span className={cx(styles.kind, kind === 'delete' && styles.danger, kind === 'conflict' && styles.warning)}>
            <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
            {t(`preview.kind.${kind}`)}
          </span>
          <span className={cx(styles.place)}>{place}</span>
          <span className={cx(styles.title)}>
            <bdi>
              <ForeignText text={title} />
            </bdi>
          </span>
          <span className={cx(styles.summary)}>
            <bdi>
              <ForeignText text={summary} />
            </bdi>
          </span>
        </button>
        {after}
      </div>
      {isOpen && <div className={cx(styles.body)}>{children}</div>}
    </div>
  );
}

/** What happens at one place, field by field. */
function ActionDetail({ action }: { readonly action: PlanAction }) {
  return (
    <section className={cx(styles.action)}>
      <h3 className={cx(styles.where)}>
        {t('preview.where', { kind: t(`preview.kind.${action.kind}`), place: placeName(action.endpoint) })}
      </h3>
      {action.fields.length > 0 && <FieldTable action={action} />}
    </section>
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
                      <span className={cx(styles.before)}>{old || t('words.empty')}</span>
                      <ArrowRight
                        size={12}
                        strokeWidth={2}
                        role="img"
                        aria-label={t('preview.becomes')}
                        className={cx(styles.arrow)}
                      />
                    </>
                  )}
                  <span className={cx(styles.after)}>{next || t('words.empty')}</span>
                </span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
