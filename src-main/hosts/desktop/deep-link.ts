/** Addresses that other programs may open: `tasksync://conflicts/c1` shows `#/conflicts/c1`. They show, and change nothing. */
export const linkScheme = 'tasksync';

const screens: ReadonlySet<string> = new Set([
  'tasks',
  'conflicts',
  'profiles',
  'preview',
  'history',
  'dashboard',
  'connections',
  'settings',
  'notices',
]);
const mostLetters = 200;
const mostSearched = 2000;

/** The place in the page that a link means; null: none of ours. Any program can send anything here. */
export function routeOfLink(text: string): string | null {
  const url = text.length > 4000 ? null : URL.parse(text);
  if (url?.protocol !== `${linkScheme}:` || url.username || url.password || url.port || url.hash) return null;
  if (!screens.has(url.hostname)) return null;
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const names = parts.map(decode);
  if (names.length > 2 || names.some((name) => name === null)) return null;
  const path = ['#', url.hostname, ...names.map((name) => encodeURIComponent(name ?? ''))].join('/');
  const search = url.hostname === 'tasks' ? url.searchParams.get('q') : null;
  return search === null ? path : `${path}?${new URLSearchParams({ q: search.slice(0, mostSearched) })}`;
}

/** Null: broken, too long, or with signs that no name of ours has. */
function decode(part: string): string | null {
  try {
    const name = decodeURIComponent(part);
    return name.length <= mostLetters && !/\p{Cc}/u.test(name) ? name : null;
  } catch {
    return null;
  }
}

/** What a start of the program asks of the one that runs already. */
export interface Request {
  readonly route?: string;
  readonly command?: 'task.add' | 'sync.all';
}

/** Switches of the jump list; links come as they were clicked. */
export const requestSwitches = { 'task.add': '--add-task', 'sync.all': '--sync-now' } as const;

export function requestOf(argv: readonly string[]): Request {
  for (const command of ['task.add', 'sync.all'] as const) {
    if (argv.includes(requestSwitches[command])) return { command };
  }
  const link = argv.find((argument) => argument.startsWith(`${linkScheme}://`));
  const route = link === undefined ? null : routeOfLink(link);
  return route === null ? {} : { route };
}
