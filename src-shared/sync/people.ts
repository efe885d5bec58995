import type { FieldOption } from '../connector/connector.ts';
import type { Endpoint, People, PersonRow } from '../domain/profile.ts';

/** The endpoint with the profile's people among its value tables; what its own mapping says wins. */
export function withPeople(endpoint: Endpoint, people: People | undefined): Endpoint {
  const own = endpoint.mapping['assignees'];
  if (!people || own === false) return endpoint;
  const accounts = Object.entries(people).flatMap(([person, at]) => {
    const account = at[endpoint.name];
    return account === undefined ? [] : [[account, [person]] as const];
  });
  if (accounts.length === 0) return endpoint;
  const values = { ...Object.fromEntries(accounts), ...own?.values };
  return { ...endpoint, mapping: { ...endpoint.mapping, assignees: { ...own, values } } };
}

/** One endpoint's accounts, as its schema names them. */
export interface Accounts {
  readonly endpoint: string;
  readonly options: readonly FieldOption[];
}

/**
 * Who is who: the profile's table, and proposals for accounts that are in it at no place. Only equal e-mail addresses, or
 * equal logins where neither is known by one, are proposed: names are not, because two people may share one. Pure.
 */
export function proposePeople(places: readonly Accounts[], people: People): readonly PersonRow[] {
  const rows = new Map<string, PersonRow['accounts'][number][]>();
  const add = (person: string, account: PersonRow['accounts'][number]): void => {
    rows.set(person, [...(rows.get(person) ?? []), account]);
  };
  for (const [person, at] of Object.entries(people)) {
    rows.set(person, []);
    for (const [endpoint, account] of Object.entries(at)) {
      const label = find(places, endpoint, account)?.label ?? account;
      add(person, { endpoint, account, label, by: 'table' });
    }
  }
  const known = [...rows.keys()];
  for (const { endpoint, options } of places) {
    for (const { value: account, label, means = label } of options) {
      const isTaken = [...rows.values()].flat().some((one) => isSame(places, one, { endpoint, account }));
      if (isTaken) continue;
      const isEmail = means.includes('@');
      const person = known.find((one) => sameName(one, means)) ?? (isEmail ? means.toLowerCase() : means);
      add(person, { endpoint, account, label, by: isEmail ? 'email' : 'login' });
    }
  }
  return [...rows].map(([person, accounts]) => ({ person, accounts })).sort((a, b) => a.person.localeCompare(b.person));
}

interface Where {
  readonly endpoint: string;
  readonly account: string;
}

/** The table may name an account by its id or by what a person sees. */
function isSame(places: readonly Accounts[], a: Where, b: Where): boolean {
  return a.endpoint === b.endpoint && (find(places, a.endpoint, a.account)?.value ?? a.account) === b.account;
}

function find(places: readonly Accounts[], endpoint: string, account: string): FieldOption | undefined {
  const options = places.find((place) => place.endpoint === endpoint)?.options ?? [];
  return options.find(({ value }) => value === account) ?? options.find(({ label }) => sameName(label, account));
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
