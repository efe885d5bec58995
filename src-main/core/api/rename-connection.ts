import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';

/**
 * The profile with a connection under its new name. Endpoints are called after their connection, so whatever names one of them
 * follows: who wins, who is who, and what rules are for.
 */
export function renameConnection(profile: Profile, from: string, to: string): Profile {
  if (!profile.endpoints.some(({ connection }) => connection === from)) return profile;
  const endpoints = profile.endpoints.map((endpoint) => renamed(endpoint, from, to));
  const names = new Map(profile.endpoints.map(({ name }, index) => [name, endpoints[index]?.name ?? name]));
  const now = (name: string): string => names.get(name) ?? name;
  const { conflicts, people, rules } = profile;
  return {
    ...profile,
    endpoints,
    conflicts: { ...conflicts, priority: conflicts.priority.map(now) },
    ...(people && { people: mapValues(people, (accounts) => mapKeys(accounts, now)) }),
    ...(rules && { rules: rules.map((rule) => (rule.at ? { ...rule, at: rule.at.map(now) } : rule)) }),
  };
}

function renamed(endpoint: Endpoint, from: string, to: string): Endpoint {
  const { connection, name } = endpoint;
  if (connection !== from) return endpoint;
  return { ...endpoint, connection: to, name: `${to}${name.slice(from.length)}` };
}

function mapKeys<V>(record: Readonly<Record<string, V>>, change: (key: string) => string): Record<string, V> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [change(key), value]));
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, change: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
