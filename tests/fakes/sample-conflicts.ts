import type {
  ConflictSurroundings,
  ConflictView,
  ProblemView,
  RefusedValueView,
  TaskView,
} from '../../src-shared/api/views.ts';

const minute = 60_000;
const text = {
  before: 'Call the shop on Monday and ask for the *final* price.\n\nTell the team before noon.\n\nBring the contract.',
  left: 'Call the shop on Tuesday and ask for the *final* price and the delivery date.\n\nTell the team before noon.\n\nBring the contract.',
  right:
    'Call the shop on Monday morning and ask for the *final* price.\n\nTell the team before noon.\n\nBring the contract and a pen.',
};

/** One task with three fields, one with a set, one that was deleted on one side. */
export function sampleConflicts(tasks: readonly TaskView[], iso: (ago: number) => string): ConflictView[] {
  const [first, second, third] = tasks.filter(({ profile }) => profile === 'Web team').slice(3);
  if (!first || !second || !third) return [];
  const about = (
    task: TaskView,
    id: string,
    field: string,
    values: Readonly<Record<'before' | 'left' | 'right', ConflictView['before']>>,
  ): ConflictView => {
    const [left, right] = task.links;
    return {
      ...{
        id,
        profile: 'Web team',
        task: task.id,
        title: task.title,
        kind: field === 'task' ? 'deletion' : 'field',
        field,
      },
      before: values.before,
      sides: [
        {
          ...{ side: 'Redmine', value: values.left, by: 'A colleague', at: iso(180 * minute) },
          ...{ remoteId: left?.remoteId ?? '', url: left?.url ?? '' },
        },
        { side: 'Team calendar', value: values.right, by: null, at: iso(70 * minute), remoteId: right?.remoteId ?? '' },
      ],
      since: iso(14 * minute),
    };
  };
  return [
    about(first, 'c1', 'due', { before: '2026-03-01', left: '2026-03-04', right: '2026-03-06' }),
    about(first, 'c2', 'status', { before: 'todo', left: 'doing', right: 'done' }),
    about(first, 'c3', 'body', text),
    about(second, 'c4', 'labels', { before: ['bug'], left: ['bug', 'later'], right: ['bug', 'customer', 'security'] }),
    about(third, 'c5', 'task', { before: null, left: third.title, right: null }),
  ];
}

export function sampleSurroundings(task: TaskView): ConflictSurroundings {
  const equal = (['title', 'priority', 'assignees', 'milestone'] as const).filter((field) => task[field]?.length);
  return {
    equal: equal.map((field) => ({ field, value: task[field] })),
    decided: [{ field: 'progress', value: 40, overruled: 20, side: 'Team calendar', rule: 'newest' }],
  };
}

export function sampleRefused(problems: readonly ProblemView[]): RefusedValueView[] {
  return problems.flatMap(({ code, field, endpoint, message, since, task, title }) =>
    code === 'unmapped-value' && field !== null
      ? [{ profile: 'Web team', endpoint, field, message, since, tasks: 3, task, title }]
      : [],
  );
}
