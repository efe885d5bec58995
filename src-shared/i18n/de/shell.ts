import type { shell as english } from '../en/shell.ts';

export const shell: Readonly<Record<keyof typeof english, string>> = {
  'shell.details': 'Details',
  'shell.nothingToRedo': 'Es gibt nichts zu wiederholen.',
  'shell.nothingToSync': 'Kein Profil ist eingeschaltet.',
  'shell.nothingToUndo': 'Es gibt nichts rückgängig zu machen.',
  'shell.notUndone': 'Das ließ sich nicht rückgängig machen. {why}',
  'shell.redone': 'Wiederholt: {what}',
  'shell.runEnded': '{profile}: {outcome}',
  'shell.runNotStarted': '{profile} konnte nicht synchronisiert werden. {why}',
  'shell.undone': 'Rückgängig gemacht: {what}',
};
