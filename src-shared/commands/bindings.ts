import { type CommandId, type CommandInfo, commands } from './commands.ts';
import { areAmbiguous, type Binding, parseKeys } from './keys.ts';
import { takenBy } from './reserved-keys.ts';

/** Keys that a person chose instead of ours; an empty list: none. */
export type ChosenKeys = { readonly [Id in CommandId]?: readonly string[] };

/** What was stored, or came from a page. Null: nothing of the kind. What is no command of ours, and keys that are no text, are left out. */
export function readChosenKeys(value: unknown): ChosenKeys | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const known = Object.entries(value).filter(([id, keys]) => Object.hasOwn(commands, id) && isKeyList(keys));
  return Object.fromEntries(known) as ChosenKeys;
}

/** Far longer than any that a person can press. */
const longestKeys = 60;

function isKeyList(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= 8 &&
    value.every((keys) => typeof keys === 'string' && keys.length <= longestKeys)
  );
}

export const commandIds = Object.keys(commands) as readonly CommandId[];

export function commandInfo(id: CommandId): CommandInfo {
  return commands[id];
}

/** The keys of a command where it runs; the first is the one that is shown. */
export function keysOf(id: CommandId, chosen: ChosenKeys, isBrowserTab: boolean): readonly string[] {
  return (chosen[id] ?? commandInfo(id).keys).filter((keys) => takenBy(keys, isBrowserTab) === null);
}

export function bindingsOf(chosen: ChosenKeys, isBrowserTab: boolean): readonly Binding<CommandId>[] {
  return commandIds.flatMap((id) => keysOf(id, chosen, isBrowserTab).map((keys) => ({ id, presses: parseKeys(keys) })));
}

/** Other commands that the same keys would mean, where both can be heard. */
export function clashesOf(id: CommandId, keys: string, chosen: ChosenKeys): readonly CommandId[] {
  return commandIds.filter(
    (other) =>
      other !== id &&
      meet(commandInfo(id), commandInfo(other)) &&
      (chosen[other] ?? commandInfo(other).keys).some((theirs) => areAmbiguous(keys, theirs)),
  );
}

function meet(some: CommandInfo, other: CommandInfo): boolean {
  return some.scope === other.scope || some.scope === 'anywhere' || other.scope === 'anywhere';
}
