import { statusCategories } from '../../../src-shared/domain/field.ts';
import type { TaskQuery } from '../../stores/tasks-store.ts';

/** What the search box understands: `key:value` or `key:"two words"`; everything else is searched as text. */
export const searchKeys = ['status', 'label', 'assignee', 'is', 'profile'] as const;
export type SearchKey = (typeof searchKeys)[number];

export interface SearchToken {
  readonly key: SearchKey;
  readonly value: string;
}

export interface Search {
  readonly tokens: readonly SearchToken[];
  readonly text: string;
}

const isValues = ['conflict', 'waiting', 'problem', 'bin'] as const;
const word = /(\w+):(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+)/g;

/** Tokens the box does not know stay part of the text, so that nothing a person typed is lost. */
export function parseSearch(input: string): Search {
  const tokens: SearchToken[] = [];
  const text: string[] = [];
  for (const [whole, key = '', quoted, plain] of input.matchAll(word)) {
    const token = tokenOf(key.toLowerCase(), quoted ?? plain ?? '');
    if (token) tokens.push(token);
    else text.push(whole);
  }
  return { tokens: uniqueTokens(tokens), text: text.join(' ') };
}

/** The reverse of `parseSearch`. */
export function formatSearch({ tokens, text }: Search): string {
  return [...tokens.map(formatToken), text.trim()].filter(Boolean).join(' ');
}

export function formatToken({ key, value }: SearchToken): string {
  return `${key}:${/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`;
}

/** Adds a token. Of keys that the core takes only once the new one replaces the old one. */
export function addToken(search: Search, token: SearchToken): Search {
  const others = token.key === 'status' ? search.tokens : search.tokens.filter(({ key }) => key !== token.key);
  return { ...search, tokens: uniqueTokens([...others, token]) };
}

export function removeToken(search: Search, token: SearchToken): Search {
  return { ...search, tokens: search.tokens.filter(({ key, value }) => key !== token.key || value !== token.value) };
}

export function toTaskQuery({ tokens, text }: Search): TaskQuery {
  const last = (key: SearchKey) => tokens.findLast((token) => token.key === key)?.value;
  const status = tokens.filter(({ key }) => key === 'status').flatMap(({ value }) => statusesOf(value));
  const is = last('is');
  const words = text.replaceAll('"', ' ').trim();
  return {
    ...(words ? { text: words } : {}),
    ...(status.length > 0 ? { status } : {}),
    ...optional('assignee', last('assignee')),
    ...optional('label', last('label')),
    ...optional('profile', last('profile')),
    ...(is === 'conflict' || is === 'waiting' || is === 'problem' ? { is } : {}),
    ...(is === 'bin' ? { deleted: true } : {}),
  };
}

/**
 * Splits what is being typed: what is complete (a space follows) may become chips, an unfinished `key:val` stays out of
 * the search until it is finished.
 */
export function splitTyping(typed: string): { readonly search: Search; readonly rest: string } {
  const unfinished = /(?:^|\s)(\w+:(?:"[^"]*|[^\s"]*))$/.exec(typed)?.[1] ?? '';
  const key = unfinished.split(':', 1)[0]?.toLowerCase();
  const rest = isSearchKey(key) ? unfinished : '';
  return { search: parseSearch(rest ? typed.slice(0, -rest.length) : typed), rest };
}

function tokenOf(key: string, value: string): SearchToken | null {
  if (!isSearchKey(key) || value === '') return null;
  if (key === 'is') {
    const known = isValues.find((name) => name === value.toLowerCase());
    return known ? { key, value: known } : null;
  }
  return { key, value };
}

function isSearchKey(key: string | undefined): key is SearchKey {
  return searchKeys.some((known) => known === key);
}

function statusesOf(value: string): readonly string[] {
  const plain = value.toLowerCase().replace(/[\s_-]/g, '');
  if (plain === 'open') return ['todo', 'doing'];
  if (plain === 'closed') return ['done', 'cancelled'];
  return [statusCategories.find((category) => category === plain) ?? value];
}

function uniqueTokens(tokens: readonly SearchToken[]): readonly SearchToken[] {
  const seen = new Set<string>();
  return tokens.filter((token) => {
    const text = formatToken(token);
    return seen.has(text) ? false : seen.add(text);
  });
}

function optional<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}
