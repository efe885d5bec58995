/** What a file can say of a task, in the order of its columns. */
export const importedFields = [
  'title',
  'body',
  'status',
  'priority',
  'assignees',
  'labels',
  'start',
  'due',
  'milestone',
  'parent',
  'estimate',
  'progress',
  'custom',
] as const;
export type ImportedField = (typeof importedFields)[number];

/** What a column can stand for: the key of its row, a field, or a service's own field (`x.` and its name). */
export type Target = 'id' | ImportedField | `x.${string}`;

export const exportedColumns = ['id', 'profile', ...importedFields, 'createdAt', 'updatedAt'] as const;
