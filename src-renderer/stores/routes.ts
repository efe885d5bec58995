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
  /** Tasks from a file. */
  | { readonly kind: 'import' }
  | { readonly kind: 'profiles' }
  | { readonly kind: 'profile'; readonly profile: string; readonly tab?: ProfileTab }
  | { readonly kind: 'new-profile' }
  | { readonly kind: 'edit-profile'; readonly profile: string }
  | { readonly kind: 'preview'; readonly profile: string }
  /** With the day (2026-03-01, in the reader's zone) and the profile that the list is of. */
  | {
      readonly kind: 'history';
      readonly run: string | null;
      readonly day?: string | undefined;
      readonly profile?: string | undefined;
    }
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
    case 'import':
      return { kind: 'import' };
    case 'profiles':
      if (!first) return { kind: 'profiles' };
      return second === 'edit' ? { kind: 'edit-profile', profile: first } : profileRoute(first, second);
    case 'new-profile':
      return { kind: 'new-profile' };
    case 'preview':
      return first ? { kind: 'preview', profile: first } : { kind: 'profiles' };
    case 'history':
      return {
        kind: 'history',
        run: first || null,
        ...given('day', asked.get('day')),
        ...given('profile', asked.get('profile')),
      };
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
    case 'import':
    case 'profiles':
    case 'new-profile':
      return `#/${route.kind}`;
    case 'tasks':
      return `#/tasks${part(route.task)}${queryOf({ q: route.search || undefined, view: route.view })}`;
    case 'profile':
      return `#/profiles${part(route.profile)}${part(route.tab === 'overview' ? null : (route.tab ?? null))}`;
    case 'edit-profile':
      return `#/profiles${part(route.profile)}/edit`;
    case 'preview':
      return `#/preview${part(route.profile)}`;
    case 'history':
      return `#/history${part(route.run)}${queryOf({ day: route.day, profile: route.profile })}`;
    case 'conflicts':
      return `#/conflicts${part(route.conflict)}`;
    case 'settings':
      return `#/settings${part(route.section)}${part(route.setting)}`;
    case 'connections':
      return route.adding ? '#/new-connection' : '#/connections';
  }
}

function given<Name extends string>(name: Name, value: string | null): { readonly [Key in Name]?: string } {
  return value === null ? {} : ({ [name]: value } as { readonly [Key in Name]: string });
}

function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const known = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = new URLSearchParams(known);
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
