import { useEffect, useState } from 'react';
import type { SavedView } from '../../../src-shared/api/contract.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo, replaceRoute } from '../../stores/route-store.ts';
import { inputOf, layoutOf, openView, useTaskLayout } from '../../stores/task-layout-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { remember, undoStep } from '../../stores/undo-store.ts';

export interface Views {
  readonly all: readonly SavedView[];
  readonly opened: SavedView | null;
  /** The search is another than the opened view's. */
  readonly isChanged: boolean;
  readonly open: (name: string) => void;
  /** The dialog that asks for a name is open. */
  readonly isSaving: boolean;
  readonly startSaving: () => void;
  readonly stopSaving: () => void;
  /** Rejects when the name is taken. */
  readonly save: (name: string) => Promise<void>;
  readonly update: () => void;
  readonly remove: () => void;
}

/** The saved views, and the one that the address names. Its layout is kept as it is changed; its search when it is asked to. */
export function useViews(name: string | undefined, search: string): Views {
  const all = useQuery('views.list', {}).value;
  const [isSaving, setSaving] = useState(false);
  const opened = all?.find((view) => view.name === name) ?? null;
  const openedName = opened?.name ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is kept of the view comes back from here.
  useEffect(() => openView(opened), [openedName]);

  async function keep(view: SavedView, replaces?: string): Promise<void> {
    await client.call('views.save', { view, ...(replaces === undefined ? {} : { replaces }) });
  }

  return {
    all: all ?? [],
    opened,
    isChanged: opened !== null && opened.query !== search,
    open: (wanted) => {
      const view = all?.find((one) => one.name === wanted);
      if (view) goTo({ kind: 'tasks', task: null, search: view.query, view: view.name });
    },
    isSaving,
    startSaving: () => setSaving(true),
    stopSaving: () => setSaving(false),
    save: async (given) => {
      if (all?.some((view) => view.name === given)) throw new Error(t('tasks.view.taken', { name: given }));
      await keep(inputOf({ name: given, query: search }, layoutOf(useTaskLayout.getState().layout)));
      setSaving(false);
      replaceRoute({ kind: 'tasks', task: null, search, view: given });
      showToast(t('tasks.view.saved', { name: given }));
    },
    update: () => {
      if (opened)
        void said(keep({ ...opened, query: search }, opened.name), t('tasks.view.saved', { name: opened.name }));
    },
    remove: () => {
      if (opened) void removeView(opened);
      replaceRoute({ kind: 'tasks', task: null, search });
    },
  };
}

async function removeView(view: SavedView): Promise<void> {
  const remove = async () => void (await client.call('views.remove', { name: view.name }));
  const step = {
    label: t('tasks.view.removed', { name: view.name }),
    undo: async () => void (await client.call('views.save', { view })),
    redo: remove,
  };
  try {
    await remove();
    remember(step);
    showToast(step.label, { label: t('command.edit.undo'), run: () => void said(undoStep(step), '') });
  } catch (error) {
    showToast(failureLine(error));
  }
}

async function said(work: Promise<void>, done: string): Promise<void> {
  try {
    await work;
    if (done) showToast(done);
  } catch (error) {
    showToast(failureLine(error));
  }
}
