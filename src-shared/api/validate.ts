import { TaskSyncError } from '../errors.ts';
import { type ApiArguments, type ApiName, contract } from './contract.ts';

/** Checks what came over an edge. Throws `invalid-input` naming the first wrong place; the value itself is not repeated. */
export function validateInput<Name extends ApiName>(name: Name, input: unknown): ApiArguments<Name> {
  const entry = Object.hasOwn(contract, name) ? contract[name] : undefined;
  if (!entry) throw new TaskSyncError('invalid-input', 'There is no such call. Nothing was done.');
  const result = entry.input.safeParse(input ?? {});
  if (result.success) return result.data as ApiArguments<Name>;
  const issue = result.error.issues[0];
  const place = issue?.path.map(String).join('.') || 'input';
  throw new TaskSyncError('invalid-input', `${name}: ${place}: ${issue?.message ?? 'not valid'}. Nothing was done.`);
}
