import { useMemo } from 'react';
import type { TaskSelection } from '../../../src-shared/api/contract.ts';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { type CommandAction, type CommandActions, useCommands } from '../../stores/commands-store.ts';
import { safeHref } from '../words/safe-href.ts';
import type { PickerField } from './picker-options.ts';

export interface TaskTarget {
  readonly of: TaskSelection;
  readonly count: number;
  /** The only one; null: there are several. */
  readonly task: TaskView | null;
}

interface Screen {
  /** What the commands act on: what is selected, or the current row. Null: nothing. */
  readonly target: TaskTarget | null;
  readonly current: TaskView | null;
  readonly add: () => void;
  readonly pick: (field: PickerField) => void;
  readonly rename: (task: TaskView) => void;
  readonly toggle: (task: TaskView) => void;
  readonly selectAll: () => void;
  readonly toBin: (of: TaskSelection) => void;
  readonly toFilter: () => void;
  readonly chooseView: () => void;
  readonly saveView: () => void;
  /** What is selected, or else all that is shown, as a file. */
  readonly toFile: () => void;
  readonly hasTasks: boolean;
  /** Null: the keyboard is in the list already, where the same keys move. */
  readonly toList: (() => void) | null;
  /** Null: no task is open, or the list answers to the key itself. */
  readonly close: (() => void) | null;
}

/** What the list can do, for keys, palette and menus; what it cannot do now says why. Memoise the functions. */
export function useTaskCommands(screen: Screen): void {
  const {
    target,
    current,
    add,
    pick,
    rename,
    toggle,
    selectAll,
    toBin,
    toFilter,
    chooseView,
    saveView,
    toFile,
    hasTasks,
    toList,
    close,
  } = screen;
  useCommands(
    useMemo((): CommandActions => {
      const withTarget = (run: (at: TaskTarget) => void): CommandAction =>
        target ? { run: () => run(target) } : { run: () => undefined, whyNot: t('tasks.noTarget') };
      const withTask = (task: TaskView | null, run: (task: TaskView) => void): CommandAction =>
        task ? { run: () => run(task) } : { run: () => undefined, whyNot: t('tasks.noTarget') };
      const address = current?.links.map((link) => safeHref(link.url)).find(Boolean);
      return {
        'task.add': { run: add },
        'task.rename': withTask(current?.deletedAt === null ? current : null, rename),
        'task.status': withTarget(() => pick('status')),
        'task.assign': withTarget(() => pick('assignee')),
        'task.due': withTarget(() => pick('due')),
        'task.priority': withTarget(() => pick('priority')),
        'task.label': withTarget(() => pick('label')),
        'task.select': withTask(current, toggle),
        'task.selectAll': { run: selectAll },
        'task.delete': withTarget(({ of, task }) => task?.deletedAt || toBin(of)),
        'task.openInService': address
          ? { run: () => void window.open(address, '_blank', 'noreferrer') }
          : { run: () => undefined, whyNot: t('tasks.noAddress') },
        'tasks.filter': { run: toFilter },
        'view.choose': { run: chooseView },
        'view.save': { run: saveView },
        'tasks.export': { run: toFile, ...(hasTasks ? {} : { whyNot: t('exchange.nothingShown') }) },
        ...(toList ? { 'tasks.list': { run: toList } } : {}),
        ...(close ? { 'task.close': { run: close } } : {}),
      };
    }, [
      target,
      current,
      add,
      pick,
      rename,
      toggle,
      selectAll,
      toBin,
      toFilter,
      chooseView,
      saveView,
      toFile,
      hasTasks,
      toList,
      close,
    ]),
  );
}
