import type { FieldOption } from '../connector/connector.ts';
import type { FieldValue } from '../domain/field.ts';

/** Both directions of a value mapping. */
export interface ValueTable {
  /** Remote value → task values, the first being what it lifts to. */
  readonly lift: ReadonlyMap<string, readonly FieldValue[]>;
  /** Task value → the remote value it is written as. */
  readonly project: ReadonlyMap<FieldValue, string>;
  /** The service has a closed list: a value outside the table is refused rather than guessed (S26). */
  readonly closed: boolean;
}

/**
 * The profile's own table comes first; options it does not name keep what they mean by default. Keys of the profile's
 * table are remote values or their labels, without regard to case.
 * @param nearest task value → the one whose counterpart it has where it has none of its own
 */
export function buildValueTable(
  own: Readonly<Record<string, readonly FieldValue[]>>,
  options: readonly FieldOption[] | undefined,
  nearest: Readonly<Record<string, string>> = {},
): ValueTable {
  const lift = new Map<string, readonly FieldValue[]>();
  for (const [key, values] of Object.entries(own)) lift.set(optionValue(key, options), values);
  for (const option of options ?? []) {
    if (!lift.has(option.value)) lift.set(option.value, [option.means ?? option.label]);
  }
  const project = new Map<FieldValue, string>();
  const add = (value: FieldValue | undefined, remote: string): void => {
    if (value !== undefined && !project.has(value)) project.set(value, remote);
  };
  for (const [remote, values] of lift) add(values[0], remote);
  for (const [remote, values] of lift) for (const value of values) add(value, remote);
  for (const [value, other] of Object.entries(nearest)) {
    if (project.has(value)) continue;
    for (const [remote, values] of lift) {
      if (values[0] !== other) continue;
      lift.set(remote, [...values, value]);
      add(value, remote);
    }
  }
  return { lift, project, closed: options !== undefined };
}

function optionValue(key: string, options: readonly FieldOption[] | undefined): string {
  const wanted = key.trim().toLowerCase();
  const found =
    options?.find((option) => option.value === key) ??
    options?.find((option) => option.label.toLowerCase() === wanted || option.value.toLowerCase() === wanted);
  return found?.value ?? key;
}
