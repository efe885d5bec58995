import type { ApiInput } from '../../../src-shared/api/contract.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

export type TaskQuery = Omit<ApiInput<'tasks.list'>, 'sort' | 'descending' | 'offset' | 'limit'>;

interface Token {
  /** Null: a word to look for. */
  readonly key: string | null;
  readonly value: string;
}

const marks = ['conflict', 'waiting', 'problem'] as const;

/**
 * `status:todo,doing label:"needs review" is:conflict pricing page` → what the API asks for. A misspelt key is an error: a
 * search that silently looked for something else would find nothing and look right. In quotes everything is a word.
 */
export function parseTaskQuery(parts: readonly string[]): TaskQuery {
  let query: TaskQuery = {};
  const words: string[] = [];
  for (const { key, value } of tokens(parts.join(' '))) {
    if (key === null) words.push(value);
    else query = { ...query, ...condition(key, value, query) };
  }
  return words.length === 0 ? query : { ...query, text: words.join(' ') };
}

function condition(key: string, value: string, so: TaskQuery): TaskQuery {
  if (value === '') throw wrong(`"${key}:" lacks its value.`);
  switch (key) {
    case 'status':
      return { status: [...(so.status ?? []), ...value.split(',').filter((status) => status !== '')] };
    case 'label':
    case 'assignee':
    case 'profile':
      if (so[key] !== undefined) throw wrong(`"${key}:" can be asked for once only.`);
      return { [key]: value };
    case 'is':
      return mark(value);
    default:
      throw wrong(`There is no search key "${key}". There are status: label: assignee: is: profile: and words.`);
  }
}

function mark(value: string): TaskQuery {
  if (value === 'deleted') return { deleted: true };
  const found = marks.find((name) => name === value);
  if (found !== undefined) return { is: found };
  throw wrong(`"is:${value}" is not known. There are is:conflict, is:waiting, is:problem and is:deleted.`);
}

/** `key:value`, `key:"a value"`, `"a phrase"` or a word. A web address is a word. */
const token = /(?<key>-?[a-z]+):(?!\/\/)(?:"(?<quoted>[^"]*)"|(?<bare>\S*))|"(?<phrase>[^"]*)"|(?<word>\S+)/gi;

function tokens(text: string): readonly Token[] {
  return [...text.matchAll(token)].map(({ groups = {} }) => {
    const { key, quoted, bare, phrase, word } = groups;
    if (key !== undefined) return { key: key.toLowerCase(), value: quoted ?? bare ?? '' };
    return { key: null, value: phrase ?? word ?? '' };
  });
}

function wrong(sentence: string): TaskSyncError {
  return new TaskSyncError('invalid-input', `${sentence} Put quotes around words that have a colon.`);
}
