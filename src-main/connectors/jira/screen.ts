import { meaningOf } from './jira-schema.ts';
import type { AllowedValue, Transition } from './jira-wire.ts';

/** What a transition's screen gets, and the names of what it requires and we do not have. */
export interface ScreenAnswers {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly missing: readonly string[];
}

/**
 * Fills in the screen of a transition: with values of this very change, with what the issue has already (Jira takes that by
 * itself), with the only choice there is. A resolution says why an issue is finished, so it is chosen whenever it is asked for.
 *
 * @param own values that the change sets, by field id
 * @param filled ids of the fields that the issue has a value in
 */
export function answerScreen(
  transition: Transition,
  own: Readonly<Record<string, unknown>>,
  filled: ReadonlySet<string>,
): ScreenAnswers {
  const fields: Record<string, unknown> = {};
  const missing: string[] = [];
  for (const [id, { name, required, hasDefaultValue, allowedValues }] of Object.entries(transition.fields ?? {})) {
    const values = allowedValues ?? [];
    if (id === 'resolution') {
      const chosen = resolutionFor(transition, values);
      if (chosen !== null && transition.to.statusCategory?.key === 'done') fields[id] = chosen;
      else if (required && hasDefaultValue !== true && !filled.has(id)) missing.push(name);
      continue;
    }
    if (!required) continue;
    const [only, ...others] = values;
    if (own[id] !== undefined && own[id] !== null) fields[id] = own[id];
    else if (filled.has(id) || hasDefaultValue === true) continue;
    else if (only?.id && others.length === 0) fields[id] = { id: only.id };
    else missing.push(name);
  }
  return { fields, missing };
}

const finished =
  /^(done|fixed|resolved|complete|erledigt|behoben|gelöst|fertig|résolu|terminé|resuelto|hecho|risolto)/i;
const given = /won.?t|reject|declin|cancel|duplicat|invalid|abgelehnt|nicht|annul|rechaz|ne sera/i;

/** Done, or not to be done, as the status says; else the first one. */
function resolutionFor({ to }: Transition, values: readonly AllowedValue[]): { readonly id: string } | null {
  const pattern = meaningOf(to) === 'cancelled' ? given : finished;
  const found = values.find(({ name }) => pattern.test(name ?? '')) ?? values[0];
  return found?.id ? { id: found.id } : null;
}
