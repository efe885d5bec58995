import type { ContentLine } from './content-line.ts';
import { brokenIcs, parseContentLines, renderContentLine } from './content-line.ts';
import { ianaZone } from './iana-zone.ts';
import type { Zone } from './local-time.ts';
import { readParam, writeParams } from './params.ts';
import { unescapeText } from './text.ts';
import { zoneOfVtimezone } from './vtimezone.ts';

/**
 * A calendar object seen as one task: the lines of its VTODO that say something about the task itself. Of a repeating
 * task this is the master; what was changed in single repetitions (RECURRENCE-ID) stays as it is.
 */
export interface Todo {
  readonly lines: readonly ContentLine[];
  /** Property lines of the VTODO itself, in order; not those of its alarms. */
  readonly properties: readonly ContentLine[];
  /** New properties go before this line: the first alarm, or the end of the VTODO. */
  readonly rest: ContentLine;
  readonly uid: string;
  readonly zones: Zones;
}

export interface Zones {
  /** TZIDs with a VTIMEZONE in this object. */
  readonly defined: readonly string[];
  /** Throws `invalid-response` when nobody knows the zone. */
  of(tzid: string): Zone;
}

interface Component {
  readonly name: string;
  /** Index of its BEGIN and END lines. */
  readonly begin: number;
  readonly end: number;
  readonly properties: readonly ContentLine[];
  readonly rest: ContentLine;
}

/** Throws `invalid-response` when the text is no calendar object; null: it is one, but an event or a journal. */
export function parseTodo(text: string): Todo | null {
  const lines = parseContentLines(text);
  const components = findComponents(lines);
  const todos = components.filter(({ name }) => name === 'VTODO');
  if (todos.length === 0) {
    if (components.some(({ name }) => name !== 'VTIMEZONE')) return null;
    throw brokenIcs('has no task in it');
  }
  const masters = todos.filter((todo) => firstOf(todo.properties, 'RECURRENCE-ID') === undefined);
  const [master] = masters;
  if (master === undefined) throw brokenIcs('holds single repetitions only, without the task that repeats');
  if (masters.length > 1) throw brokenIcs('has more than one task in it');
  const uid = unescapeText(firstOf(master.properties, 'UID')?.value ?? '').trim();
  if (uid === '') throw brokenIcs('has no UID');
  return { lines, properties: master.properties, rest: master.rest, uid, zones: zonesOf(lines, components) };
}

export function firstOf(properties: readonly ContentLine[], name: string): ContentLine | undefined {
  return properties.find((line) => line.name === name);
}

/** The components directly inside the VCALENDAR. */
function findComponents(lines: readonly ContentLine[]): readonly Component[] {
  const found: Component[] = [];
  const open: string[] = [];
  let begin = 0;
  let properties: ContentLine[] = [];
  let rest: ContentLine | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.name === 'BEGIN') {
      open.push(line.value.trim().toUpperCase());
      if (open.length === 1 && open[0] !== 'VCALENDAR') throw brokenIcs('is not a calendar object');
      if (open.length === 2) [begin, properties, rest] = [index, [], undefined];
      if (open.length === 3) rest ??= line;
    } else if (line.name === 'END') {
      const name = open.pop();
      if (name !== line.value.trim().toUpperCase()) throw brokenIcs('ends a part that it did not begin');
      if (open.length === 1) found.push({ name, begin, end: index, properties, rest: rest ?? line });
    } else if (open.length === 2) properties.push(line);
    else if (open.length === 0 && line.name !== '') throw brokenIcs('is not a calendar object');
  }
  if (open.length > 0) throw brokenIcs('is cut off');
  return found;
}

function zonesOf(lines: readonly ContentLine[], components: readonly Component[]): Zones {
  const definitions = new Map<string, Component>();
  for (const component of components) {
    const tzid = component.name === 'VTIMEZONE' ? firstOf(component.properties, 'TZID') : undefined;
    if (tzid !== undefined) definitions.set(tzid.value, component);
  }
  return {
    defined: [...definitions.keys()],
    of: (tzid) => {
      const known = ianaZone(tzid);
      if (known !== null) return known;
      const definition = definitions.get(tzid);
      if (definition === undefined) throw brokenIcs('uses a time zone that it does not define');
      const { begin, end } = definition;
      return zoneOfVtimezone(
        lines
          .slice(begin, end + 1)
          .map(({ raw }) => raw)
          .join(''),
      );
    },
  };
}

/** Changes single lines of a task; all others keep their characters. */
export interface TodoEditor {
  readonly zones: Zones;
  first(name: string): ContentLine | undefined;
  all(name: string): readonly ContentLine[];
  /**
   * Gives the property this value (already escaped), in the line where it stands or in a new one; further lines of that
   * name go. Its parameters stay, except those named in `params`, which are set, or removed (null).
   */
  set(name: string, value: string, params?: Readonly<Record<string, string | null>>): void;
  remove(name: string): void;
  /** Puts another value in one of several lines of the same name; null takes the line out. */
  replace(line: ContentLine, value: string | null): void;
  add(name: string, value: string, params?: Readonly<Record<string, string>>): void;
  readonly changed: boolean;
  text(): string;
}

export function editTodo(todo: Todo): TodoEditor {
  const lines = [...todo.lines];
  let properties = [...todo.properties];
  let changed = false;

  const swap = (line: ContentLine, next: ContentLine | null): void => {
    const swapIn = (list: ContentLine[]): void => {
      list.splice(list.indexOf(line), 1, ...(next === null ? [] : [next]));
    };
    swapIn(lines);
    properties = [...properties];
    swapIn(properties);
    changed = true;
  };
  const insert = (line: ContentLine): void => {
    lines.splice(lines.indexOf(todo.rest), 0, line);
    properties = [...properties, line];
    changed = true;
  };
  const all = (name: string): readonly ContentLine[] => properties.filter((line) => line.name === name);
  const rewrite = (line: ContentLine, params: string, value: string): void => {
    if (line.params !== params || line.value !== value) swap(line, renderContentLine(line.name, params, value));
  };

  return {
    zones: todo.zones,
    first: (name) => firstOf(properties, name),
    all,
    set: (name, value, params = {}) => {
      const [line, ...others] = all(name);
      if (line === undefined) insert(renderContentLine(name, writeParams('', params), value));
      else rewrite(line, writeParams(line.params, params), value);
      for (const other of others) swap(other, null);
    },
    remove: (name) => {
      for (const line of all(name)) swap(line, null);
    },
    replace: (line, value) => {
      if (value === null) swap(line, null);
      else rewrite(line, line.params, value);
    },
    add: (name, value, params = {}) => insert(renderContentLine(name, writeParams('', params), value)),
    get changed() {
      return changed;
    },
    text: () => lines.map(({ raw }) => raw).join(''),
  };
}

export function paramOf(line: ContentLine, name: string): string | null {
  return readParam(line.params, name);
}
