import { priorities, statusCategories } from '../domain/field.ts';
import { readDay } from './read-day.ts';

/** One line as a person types it, and what of it means something. What means nothing special is the title. */
export interface QuickAdd {
  readonly title: string;
  readonly status: string | null;
  readonly priority: string | null;
  /** 2026-03-01 */
  readonly due: string | null;
  readonly start: string | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** Name of the profile that `in:` or `profile:` means. */
  readonly profile: string | null;
  readonly parts: readonly QuickAddPart[];
}

/** A stretch of the line that was understood, from `from` up to `to`. */
export interface QuickAddPart {
  readonly kind: 'status' | 'priority' | 'due' | 'start' | 'label' | 'assignee' | 'profile';
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

export interface QuickAddContext {
  /** 2026-03-01 */
  readonly today: string;
  readonly profiles: readonly {
    readonly name: string;
    readonly endpoints: readonly { readonly name: string; readonly connector: string; readonly container: string }[];
  }[];
}

/** A word, or a word with a quoted value: `#bug`, `due:fri`, `#"needs review"`. Only where a word begins. */
const word = /(?<=^|\s)(?:([#@])|([a-z]+):)(?:"([^"]+)"|([^\s"]+))(?=\s|$)/gi;

/**
 * `Fix login due:fri p:high #bug @ana in:jira/WEB`: the words of the search, and `#` and `@` for labels and people. The last of
 * several days, priorities, statuses or places counts; the others are understood all the same.
 */
export function parseQuickAdd(text: string, context: QuickAddContext): QuickAdd {
  const parts = [...text.matchAll(word)].flatMap((found): QuickAddPart[] => {
    const [whole, sign, key, quoted, bare = ''] = found;
    const meaning = readPart(sign ?? key?.toLowerCase() ?? '', quoted ?? bare, context);
    return meaning ? [{ ...meaning, from: found.index, to: found.index + whole.length }] : [];
  });
  const last = (kind: QuickAddPart['kind']) => parts.findLast((part) => part.kind === kind)?.value ?? null;
  const every = (kind: QuickAddPart['kind']) => [
    ...new Set(parts.filter((part) => part.kind === kind).map(({ value }) => value)),
  ];
  return {
    title: titleOf(text, parts),
    ...{ status: last('status'), priority: last('priority'), due: last('due'), start: last('start') },
    ...{ labels: every('label'), assignees: every('assignee'), profile: last('profile'), parts },
  };
}

function readPart(key: string, value: string, context: QuickAddContext): Pick<QuickAddPart, 'kind' | 'value'> | null {
  switch (key) {
    case '#':
      // "#94" is the number of an issue, and part of what people write.
      return /^\d+$/.test(value) ? null : { kind: 'label', value };
    case 'label':
      return { kind: 'label', value };
    case '@':
    case 'assignee':
      return { kind: 'assignee', value };
    case 'due':
    case 'start': {
      const day = readDay(value, context.today);
      return day === null ? null : { kind: key, value: day };
    }
    case 'p':
    case 'priority': {
      const priority = readPriority(value);
      return priority === null ? null : { kind: 'priority', value: priority };
    }
    case 'status': {
      const status = statusCategories.find((one) => one === value.toLowerCase().replace(/[\s_-]/g, ''));
      return status === undefined ? null : { kind: 'status', value: status };
    }
    case 'profile':
    case 'in': {
      const profile = key === 'in' ? profileAt(value, context) : profileNamed(value, context);
      return profile === null ? null : { kind: 'profile', value: profile };
    }
    default:
      return null;
  }
}

/** `high`, its beginning, or its number from 1, the most urgent. */
function readPriority(text: string): string | null {
  const lower = text.toLowerCase();
  if (/^[1-4]$/.test(lower)) return priorities[Number(lower) - 1] ?? null;
  return priorities.find((one) => one.startsWith(lower)) ?? null;
}

function profileNamed(name: string, { profiles }: QuickAddContext): string | null {
  return profiles.find((profile) => same(profile.name, name))?.name ?? null;
}

/** `jira`, `jira/WEB` or `WEB`: the service or the endpoint's own name, and the place in it. */
function profileAt(text: string, { profiles }: QuickAddContext): string | null {
  const slash = text.indexOf('/');
  const [service, place] = slash < 0 ? [text, null] : [text.slice(0, slash), text.slice(slash + 1)];
  const isThere = ({ name, connector, container }: QuickAddContext['profiles'][number]['endpoints'][number]) => {
    if (same(container, text)) return true;
    return (same(name, service) || same(connector, service)) && (place === null || same(container, place));
  };
  return profiles.find(({ endpoints }) => endpoints.some(isThere))?.name ?? null;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function titleOf(text: string, parts: readonly QuickAddPart[]): string {
  if (parts.length === 0) return text.trim();
  const ends = [0, ...parts.map(({ to }) => to)];
  const rest = ends.map((start, index) => text.slice(start, parts[index]?.from ?? text.length).trim());
  return rest.filter((piece) => piece !== '').join(' ');
}
