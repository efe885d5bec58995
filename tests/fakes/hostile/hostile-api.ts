import type { Api, ApiEvent, ApiInput, ApiName, ApiOutput } from '../../../src-shared/api/contract.ts';
import type { TaskDetail } from '../../../src-shared/api/views.ts';
import { hostileAddresses } from './addresses.ts';
import { crowdLists, crowdTask, perTask, withoutCopyMark } from './crowd.ts';
import { hasForeignKeys, originOf } from './foreign-words.ts';
import { armed, hostileTexts } from './hostile-texts.ts';

export interface HostileApi extends Api {
  /** From now on every field has other texts than before. */
  turn(): void;
  /** What something is called until the next turn that the other API calls so. */
  called(name: string): string;
  /** How many different texts each field was given, by its name in the API. */
  placed(): ReadonlyMap<string, number>;
}

/**
 * Another API whose every word that somebody outside could have written is a hostile text. The same question gets the same texts
 * until the next turn; names by which things are asked for are understood when they come back.
 * @param begin with which of the texts each field begins
 */
export function createHostileApi(api: Api, begin = 0): HostileApi {
  const placed = new Map<string, Set<string>>();
  const texts = new Map<string, string>();
  const originals = new Map<string, string>();
  const listeners = new Set<(event: ApiEvent) => void>();
  let turns = 0;

  const place = (field: string, text: string): string => {
    placed.set(field, (placed.get(field) ?? new Set()).add(text));
    return text;
  };
  const nameOf = (original: string, field: string): string => {
    const known = texts.get(original);
    if (known !== undefined) return place(field, known);
    let at = begin + turns + hash(original);
    while (originals.has(nth(hostileNames, at))) at += 1;
    const text = nth(hostileNames, at);
    texts.set(original, text);
    originals.set(text, original);
    return place(field, text);
  };
  const disguise = (answer: unknown, first: number): unknown => {
    const next = new Map<string, number>();
    const draw = (field: string, from: readonly string[]): string => {
      const at = next.get(field) ?? first;
      next.set(field, at + 1);
      return place(field, nth(from, at));
    };
    const walk = (value: unknown, field: string): unknown => {
      if (typeof value === 'string') return disguiseText(value, field, draw);
      if (Array.isArray(value)) return value.map((item) => walk(item, field));
      if (typeof value !== 'object' || value === null) return value;
      const isKeyed = hasForeignKeys(field);
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => {
          const shownKey = isKeyed && originOf(key, 'key') === 'words' ? draw(`names of ${field}`, hostileNames) : key;
          const isFile = field === 'attachments' && key === 'name';
          return [shownKey, walk(inner, isKeyed ? field : isFile ? 'file name' : key)];
        }),
      );
    };
    return walk(answer, '');
  };
  const disguiseText = (
    text: string,
    field: string,
    draw: (field: string, from: readonly string[]) => string,
  ): string => {
    const origin = originOf(text, field);
    if (origin === 'program') return text;
    if (origin === 'name') return nameOf(text, field);
    return draw(field, origin === 'address' ? addresses : hostileTexts);
  };
  const reveal = (value: unknown): unknown => {
    if (typeof value === 'string') return withoutCopyMark(originals.get(value) ?? value);
    if (Array.isArray(value)) return value.map(reveal);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, reveal(inner)]));
  };

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      const end = api.subscribe(listener);
      return () => {
        listeners.delete(listener);
        end();
      };
    },
    async call<Name extends ApiName>(name: Name, input: ApiInput<Name>): Promise<ApiOutput<Name>> {
      const answer = await api.call(name, reveal(input) as ApiInput<Name>);
      const full =
        name === 'tasks.show' ? crowdTask(answer as TaskDetail) : whole.has(name) ? crowdLists(answer) : answer;
      return disguise(full, begin + turns * 997 + partOf(input)) as ApiOutput<Name>;
    },
    turn() {
      turns += 1;
      texts.clear();
      originals.clear();
      const what = ['profiles', 'connections', 'tasks', 'status', 'runs'] as const;
      for (const listener of listeners) listener({ kind: 'changed', what });
    },
    called: (name) => nameOf(name, 'name'),
    placed: () => new Map([...placed].map(([field, seen]) => [field, seen.size])),
  };
}

/** Lists of which everything is shown, so that each can hold many texts. */
const whole: ReadonlySet<ApiName> = new Set<ApiName>([
  ...(['profiles.list', 'connections.list', 'runs.list', 'notices.list', 'bin.list', 'conflicts.refused'] as const),
  ...([
    'connections.containers',
    'tasks.values',
    'views.list',
    'devices.show',
    'status.get',
    'profiles.people',
  ] as const),
]);

/** The contract takes no longer names, and trims them. */
const hostileNames = hostileTexts.filter((text) => text.length <= 200 && text.trim() === text && !/\p{Cs}/u.test(text));
const addresses = [...hostileAddresses.map(armed), ...hostileTexts];

/** Neighbours are alike; a prime, so that all of them come. */
function nth(from: readonly string[], at: number): string {
  return from[(at * 1009) % from.length] ?? '';
}

/** Pages of a list, and tasks, go on where the one before ended. */
function partOf(input: unknown): number {
  if (typeof input !== 'object' || input === null) return 0;
  if ('offset' in input && typeof input.offset === 'number') return input.offset;
  if ('task' in input && typeof input.task === 'string') return Number(input.task.replace(/\D/g, '')) * perTask;
  return 0;
}

/** FNV-1a. */
function hash(text: string): number {
  return (
    [...text].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0, 0x811c9dc5) %
    100_000
  );
}
