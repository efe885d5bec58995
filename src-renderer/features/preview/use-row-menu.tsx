import { CircleSlash, ExternalLink, FilterX, Link2, ListChecks } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { PlannedTaskView, PlanView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { goTo } from '../../stores/route-store.ts';
import type { MenuGroup } from '../../ui/menu.tsx';
import { safeHref } from '../words/safe-href.ts';
import { LeaveOutDialog } from './leave-out-dialog.tsx';
import { PairPlannedDialog } from './pair-planned-dialog.tsx';
import type { TaskRow } from './plan-rows.ts';

interface RowMenu {
  readonly menuOf: (row: TaskRow) => readonly MenuGroup[];
  /** The one that is open, if any. */
  readonly dialog: ReactNode;
}

type Asked =
  | { readonly kind: 'leave-out'; readonly row: TaskRow }
  | { readonly kind: 'pair'; readonly task: PlannedTaskView };

/** What can be done with a row besides ticking it. */
export function useRowMenu(
  plan: PlanView,
  tick: (tasks: readonly string[], isTicked: boolean) => void,
  onRefresh: () => void,
): RowMenu {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return {
    menuOf: (row) => {
      const task = plan.tasks.find((one) => one.task === row.task);
      const pages = task?.records.flatMap(({ endpoint, url }) => {
        const href = safeHref(url);
        return href === undefined ? [] : [{ endpoint, href }];
      });
      return [
        {
          entries: [
            { id: 'once', label: t('preview.skipOnce'), icon: CircleSlash, onAction: () => tick([row.task], false) },
            {
              id: 'always',
              label: t('preview.skipAlways'),
              icon: FilterX,
              onAction: () => setAsked({ kind: 'leave-out', row }),
            },
            ...(task
              ? [
                  {
                    id: 'pair',
                    label: t('preview.pair'),
                    icon: Link2,
                    onAction: () => setAsked({ kind: 'pair', task }),
                  },
                ]
              : []),
          ],
        },
        {
          entries: [
            ...(task && !task.isNew
              ? [
                  {
                    id: 'task',
                    label: t('preview.openTask'),
                    icon: ListChecks,
                    onAction: () => goTo({ kind: 'tasks', task: row.task, search: '' }),
                  },
                ]
              : []),
            ...(pages ?? []).map(({ endpoint, href }) => ({
              id: `open-${endpoint}`,
              label: t('preview.openIn', { place: endpoint }),
              icon: ExternalLink,
              onAction: () => window.open(href, '_blank', 'noreferrer'),
            })),
          ],
        },
      ].filter(({ entries }) => entries.length > 0);
    },
    dialog:
      asked?.kind === 'leave-out' ? (
        <LeaveOutDialog plan={plan} row={asked.row} onClose={close} onSaved={onRefresh} />
      ) : asked?.kind === 'pair' ? (
        <PairPlannedDialog plan={plan} task={asked.task} onClose={close} onPaired={onRefresh} />
      ) : null,
  };
}
