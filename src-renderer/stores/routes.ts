export const profileTabs = ['overview', 'fields', 'rules', 'schedule', 'runs', 'problems', 'settings'] as const;
export type ProfileTab = (typeof profileTabs)[number];

/** Every screen and every selection has an address, so that back, forward, reload and links all work. */
export type Route =
  | { readonly kind: 'welcome' }
  /** With the name of the saved view that it shows. */
  | {
      readonly kind: 'tasks';
      readonly task: string | null;
      readonly search: string;
      readonly view?: string | undefined;
    }
  | { readonly kind: 'bin' }
  | { readonly kind: 'profiles' }
  | { readonly kind: 'profile'; readonly profile: string; readonly tab?: ProfileTab }
  | { readonly kind: 'new-profile' }
  | { readonly kind: 'edit-profile'; readonly profile: string }
  | { readonly kind: 'preview'; readonly profile: string }
  | { readonly kind: 'history'; readonly run: string | null }
  | { readonly kind: 'conflicts'; readonly conflict: string | null }
  | { readonly kind: 'connections'; readonly adding: boolean }
  | { readonly kind: 'dashboard' }
  | { readonly kind: 'settings'; readonly section: string | null; readonly setting: string | null }
  | { readonly kind: 'notices' };

/** Reads `location.hash`. What is not understood is the start screen. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [screen = '', first = '', second = ''] = path.split('/').map(decode);
  const asked = new URLSearchParams(query);
  const search = asked.get('q') ?? '';
  const view = asked.get('view') ?? undefined;
  switch (screen) {
    case 'welcome':
      return { kind: 'welcome' };
    case 'bin':
      return { kind: 'bin' };
    case 'profiles':
      if (!first) return { kind: 'profiles' };
      return second === 'edit' ? { kind: 'edit-profile', profile: first } : profileRoute(first, second);
    case 'new-profile':
      return { kind: 'new-profile' };
    case 'preview':
      return first ? { kind: 'preview', profile: first } : { kind: 'profiles' };
    case 'history':
      return { kind: 'history', run: first || null };
    case 'conflicts':
      return { kind: 'conflicts', conflict: first || null };
    case 'connections':
      return { kind: 'connections', adding: false };
    case 'dashboard':
      return { kind: 'dashboard' };
    case 'settings':
      return { kind: 'settings', section: first || null, setting: second || null };
    case 'notices':
      return { kind: 'notices' };
    case 'new-connection':
      return { kind: 'connections', adding: true };
    default:
      return { kind: 'tasks', task: first || null, search, ...(view === undefined ? {} : { view }) };
  }
}

function profileRoute(profile: string, text: string): Route {
  const tab = profileTabs.find((one) => one === text);
  return { kind: 'profile', profile, ...(tab === undefined || tab === 'overview' ? {} : { tab }) };
}

/** The reverse of `parseRoute`, as a link target. */
export function routeHref(route: Route): string {
  switch (route.kind) {
    case 'welcome':
    case 'dashboard':
    case 'notices':
    case 'bin':
    case 'profiles':
    case 'new-profile':
      return `#/${route.kind}`;
    case 'tasks':
      return `#/tasks${part(route.task)}${tasksQuery(route.search, route.view)}`;
    case 'profile':
      return `#/profiles${part(route.profile)}${part(route.tab === 'overview' ? null : (route.tab ?? null))}`;
    case 'edit-profile':
      return `#/profiles${part(route.profile)}/edit`;
    case 'preview':
      return `#/preview${part(route.profile)}`;
    case 'history':
      return `#/history${part(route.run)}`;
    case 'conflicts':
      return `#/conflicts${part(route.conflict)}`;
    case 'settings':
      return `#/settings${part(route.section)}${part(route.setting)}`;
    case 'connections':
      return route.adding ? '#/new-connection' : '#/connections';
  }
}

function tasksQuery(search: string, view: string | undefined): string {
  const query = new URLSearchParams({ ...(search ? { q: search } : {}), ...(view === undefined ? {} : { view }) });
  return query.size > 0 ? `?${query}` : '';
}

function part(text: string | null): string {
  return text === null ? '' : `/${encodeURIComponent(text)}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
