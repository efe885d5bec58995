/** Longer ones are made by programs for programs; `#94`, `WEB-31` and `task-3.ics` are also said among people. */
const longestSaid = 16;

/** The id of a record where it tells a person something; null: better left out. */
export function saidId(remoteId: string | null | undefined): string | null {
  return remoteId && remoteId.length <= longestSaid ? remoteId : null;
}
