/** One parameter of a content line: `;NAME=value` or `;NAME="value"`, several values with commas. */
const parameter = /;([^=;:"]+)=((?:"[^"]*"|[^";])*)/g;

/** Value of a parameter, without quotes; null: not there. */
export function readParam(params: string, name: string): string | null {
  if (params === '') return null;
  for (const [, found = '', value = ''] of params.matchAll(parameter)) {
    if (found.toUpperCase() === name) return value.replaceAll('"', '');
  }
  return null;
}

/**
 * The same parameters in the same order and spelling, except that those named in `changes` are removed (null) or set.
 * New ones come last.
 */
export function writeParams(params: string, changes: Readonly<Record<string, string | null>>): string {
  const written = params === '' ? [] : [...params.matchAll(parameter)];
  const kept = written.filter(([, name = '']) => !(name.toUpperCase() in changes)).map(([whole]) => whole);
  const added = Object.entries(changes)
    .filter((change): change is [string, string] => change[1] !== null)
    .map(([name, value]) => `;${name}=${/[:;,]/.test(value) ? `"${value}"` : value}`);
  return [...kept, ...added].join('');
}
