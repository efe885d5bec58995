/** What lists of tasks know, without what it takes to check it: the page uses it, too. */

/** By what a list of tasks can be cut into groups. */
export const taskGroupings = ['status', 'profile', 'due', 'assignee'] as const;
export type TaskGrouping = (typeof taskGroupings)[number];

export const taskSorts = ['title', 'updated', 'due', 'status', 'priority'] as const;

/** What `tasks.values` knows the values of. */
export const countedFields = ['status', 'priority', 'assignee', 'label', 'milestone', 'profile', 'in', 'is'] as const;
export type CountedField = (typeof countedFields)[number];
