/** Which texts of an answer somebody outside could have written, by the name of the member that holds them. */

export type Origin = 'program' | 'name' | 'address' | 'words';

export function originOf(text: string, member: string): Origin {
  // Reasons for a match are sentences of the core, from a closed list.
  if (text === '' || text === 'here' || member === 'reasons') return 'program';
  if (names.has(member)) return isProgram(text, member) ? 'program' : 'name';
  if (member === 'url') return 'address';
  return words.has(member) || !isProgram(text, member) ? 'words' : 'program';
}

/** Records whose keys are words as well. */
export function hasForeignKeys(member: string): boolean {
  return member === 'custom' || member === 'options';
}

/** Things are asked for by these, so each keeps its own. */
const names: ReadonlySet<string> = new Set([
  ...[
    'profile',
    'profiles',
    'name',
    'names',
    'endpoint',
    'place',
    'places',
    'connection',
    'container',
    'side',
    'service',
  ],
]);

/** Words of people also where they look like words of the program. */
const words: ReadonlySet<string> = new Set([
  ...['title', 'body', 'text', 'author', 'labels', 'assignees', 'milestone', 'message', 'sentence', 'detail', 'custom'],
  ...['by', 'username', 'file name'],
]);

/** Kinds, states, ids, times, numbers and cron expressions. */
function isProgram(text: string, member: string): boolean {
  const isId = /^(?:id|kind|connector|task|run|remoteId|is)$|[iI]d$/.test(member);
  return isId || /^(?:[a-z][\w.-]*|[\d\s*/,:TZ+.-]+)$/.test(text);
}
