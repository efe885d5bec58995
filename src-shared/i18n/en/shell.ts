/** Keys: `shell.<what>`. */
export const shell = {
  'shell.details': 'Details',
  'shell.nothingToRedo': 'There is nothing to do again.',
  'shell.nothingToSync': 'No profile is switched on.',
  'shell.nothingToUndo': 'There is nothing to undo.',
  'shell.notUndone': 'That could not be undone. {why}',
  'shell.redone': 'Done again: {what}',
  'shell.runEnded': '{profile}: {outcome}',
  'shell.runNotStarted': '{profile} could not be synced. {why}',
  'shell.undone': 'Undone: {what}',
} as const;
