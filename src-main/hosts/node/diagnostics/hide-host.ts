/** Services that have one address for everybody: naming them says nothing of a person. */
const ofEverybody: ReadonlySet<string> = new Set([
  ...['api.github.com', 'github.com', 'api.trello.com', 'trello.com', 'app.asana.com', 'codeberg.org'],
  ...['api.atlassian.com', 'auth.atlassian.com'],
]);

/**
 * Gives each host a name of its own, the same wherever it comes up: where somebody works is nobody's business, which requests
 * go to the same server is. A port stays, and so does the part that all sites of Atlassian share.
 */
export function createHostNames(): (host: string) => string {
  const names = new Map<string, string>();
  return (host) => {
    const [, name = '', port = ''] = /^(.*?)(:\d+)?$/.exec(host.toLowerCase()) ?? [];
    if (ofEverybody.has(name)) return name + port;
    const known = names.get(name) ?? `host-${names.size + 1}${name.endsWith('.atlassian.net') ? '.atlassian.net' : ''}`;
    names.set(name, known);
    return known + port;
  };
}

/** The same value with every `host` in it replaced. */
export function withoutHosts(value: unknown, nameOf: (host: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutHosts(each, nameOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === 'host' && typeof each === 'string' ? nameOf(each) : withoutHosts(each, nameOf),
    ]),
  );
}
