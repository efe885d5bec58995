/**
 * `opt_fields` (developers.asana.com/docs/inputoutput-options): what is not asked for is not there, apart from `gid` and
 * `resource_type`; a path into a resource gives those of it that are named. Without it, the compact record.
 */
export type Json = Readonly<Record<string, unknown>>;

interface Wanted extends Map<string, Wanted> {}

export function createPicker(optFields: string | null): (record: Json) => Json {
  if (optFields === null || optFields === '') return compact;
  const wanted: Wanted = new Map();
  for (const path of optFields.split(',')) {
    let at = wanted;
    for (const name of path.split('.')) {
      const inner: Wanted = at.get(name) ?? new Map();
      at.set(name, inner);
      at = inner;
    }
  }
  return (record) => pick(record, wanted);
}

function pick(record: Json, wanted: Wanted): Json {
  const picked: Record<string, unknown> = identityOf(record);
  for (const [name, inner] of wanted) {
    if (name in record) picked[name] = narrowed(record[name], inner);
  }
  return picked;
}

function narrowed(value: unknown, wanted: Wanted): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => narrowed(one, wanted));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Json;
  if (wanted.size > 0) return pick(record, wanted);
  return 'gid' in record ? identityOf(record) : record;
}

function identityOf(record: Json): Record<string, unknown> {
  return Object.fromEntries(
    ['gid', 'resource_type'].filter((name) => name in record).map((name) => [name, record[name]]),
  );
}

const compactNames = ['gid', 'resource_type', 'resource_subtype', 'name', 'text', 'created_at', 'created_by'];

function compact(record: Json): Json {
  return Object.fromEntries(
    compactNames
      .filter((name) => name in record && (record['resource_type'] === 'story' || !name.startsWith('created')))
      .map((name) => [name, record[name]]),
  );
}
