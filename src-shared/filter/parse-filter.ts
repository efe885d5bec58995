import { statusCategories } from '../domain/field.ts';
import { allOf, anyOf, everything, type Filter, type FilterField, searchStates, type Test } from './filter.ts';
import { fieldOf, fieldWords, filterKind, isSearchField } from './filter-fields.ts';
import { fold } from './fold.ts';
import { parseTest } from './parse-test.ts';
import { closest, readError } from './read-error.ts';
import { type RawValue, readTokens, type Token } from './read-tokens.ts';

/** Deeper nesting is no person's filter. */
const deepest = 50;

/**
 * `status:todo,doing due:<7d label:web -assignee:none (login or "sign in")`
 *
 * Conditions stand side by side and must all hold; `or` and parentheses group, `-` or `not` turns round. `field:value`, with
 * commas for any of several; `< <= > >=` and `a..b` for days, numbers and priorities; days as 2026-03-01, `today`,
 * `tomorrow`, `7d`, `-2w`; `none` and `any`; quotes make plain text of anything. Everything else is words to look for.
 * @param where in a profile file `is:`, `profile:`, `in:`, `created:` and `changed:` have no meaning and are refused
 * @throws TaskSyncError `invalid-input` with `facts.position`, the reason and, for a misspelt word, the likely one
 */
export function parseFilter(text: string, where: 'search' | 'profile' = 'search'): Filter {
  const reader: Reader = { tokens: readTokens(text), next: 0, end: Math.max(0, text.length - 1), where };
  if (reader.tokens.length === 0) return everything;
  const filter = readOr(reader, 0);
  const left = reader.tokens[reader.next];
  if (left) throw readError('filter', left.at, 'this “)” closes nothing. Remove it, or put it into quotes.');
  return filter;
}

interface Reader {
  readonly tokens: readonly Token[];
  next: number;
  readonly end: number;
  readonly where: 'search' | 'profile';
}

function readOr(reader: Reader, depth: number): Filter {
  const parts = [readAnd(reader, depth)];
  while (reader.tokens[reader.next]?.kind === 'or') {
    reader.next++;
    parts.push(readAnd(reader, depth));
  }
  return anyOf(parts);
}

function readAnd(reader: Reader, depth: number): Filter {
  const parts = [readPart(reader, depth)];
  for (;;) {
    const token = reader.tokens[reader.next];
    if (!token || token.kind === ')' || token.kind === 'or') return allOf(parts);
    if (token.kind === 'and') reader.next++;
    parts.push(readPart(reader, depth));
  }
}

function readPart(reader: Reader, depth: number): Filter {
  const token = reader.tokens[reader.next];
  if (!token) throw readError('filter', reader.end, 'it ends too early. Something has to follow here.');
  if (depth > deepest) throw readError('filter', token.at, `it is nested deeper than ${deepest} levels.`);
  reader.next++;
  switch (token.kind) {
    case 'word':
      return { kind: 'words', text: token.text };
    case 'field':
      return readCondition(reader, token);
    case '-':
      return { kind: 'not', of: readPart(reader, depth + 1) };
    case '(': {
      const inner = readOr(reader, depth + 1);
      if (reader.tokens[reader.next]?.kind !== ')') {
        throw readError('filter', token.at, 'this “(” is not closed. Add a “)”.');
      }
      reader.next++;
      return inner;
    }
    case ')':
      throw readError('filter', token.at, 'something has to stand before this “)”.');
    case 'or':
    case 'and':
      throw readError(
        'filter',
        token.at,
        `something has to stand before “${token.kind}”. To look for the word, put it into quotes.`,
      );
  }
}

type FieldToken = Extract<Token, { kind: 'field' }>;

function readCondition(reader: Reader, token: FieldToken): Filter {
  const { name, values, at } = token;
  if (name.toLowerCase() === 'is') return readStates(reader, token);
  const field = fieldOf(name);
  if (field === null) {
    const likely = closest(name, [...fieldWords, 'is']);
    const advice = likely === null ? `There are: ${fieldWords.join(', ')} and x.name.` : `Did you mean “${likely}:”?`;
    throw readError('filter', at, `there is no field “${name}”. ${advice} To look for the word, put it into quotes.`);
  }
  if (reader.where === 'profile' && isSearchField(field)) {
    throw readError('filter', at, `“${name}:” is for searching only; a profile cannot filter by it.`);
  }
  return { kind: 'field', field, tests: values.flatMap((value) => readTests(reader, field, name, value)) };
}

function readTests(reader: Reader, field: FilterField, name: string, value: RawValue): readonly Test[] {
  if (value.pieces.length === 0) {
    throw readError('filter', Math.min(value.at, reader.end), `a value for “${name}:” is missing here.`);
  }
  const test = parseTest(field, filterKind(field), value, reader.end);
  if (field !== 'status' || test.kind !== 'is' || test.value.kind !== 'text') return [test];
  return statuses(test.value.text).map((text) => ({ kind: 'is', value: { kind: 'text', text } }));
}

/** The categories as they are called on the screen; `open` and `closed` are two of them each. */
function statuses(text: string): readonly string[] {
  const plain = fold(text).replace(/[\s_-]/g, '');
  if (plain === 'open') return ['todo', 'doing'];
  if (plain === 'closed') return ['done', 'cancelled'];
  return [statusCategories.find((category) => category === plain) ?? text];
}

/** Names that a person may use instead. */
const stateNames: Readonly<Record<string, string>> = { bin: 'deleted' };

function readStates({ where, end }: Reader, { at, values }: FieldToken): Filter {
  if (where === 'profile') throw readError('filter', at, '“is:” is for searching only; a profile cannot filter by it.');
  return anyOf(
    values.map((value): Filter => {
      const word = value.pieces
        .map((piece) => piece.text)
        .join('')
        .toLowerCase();
      const state = searchStates.find((one) => one === (stateNames[word] ?? word));
      if (state !== undefined) return { kind: 'state', state };
      const likely = closest(word, searchStates);
      const advice = likely === null ? 'There are' : `Did you mean “is:${likely}”? There are`;
      throw readError(
        'filter',
        Math.min(value.at, end),
        `“is:${word}” is not known. ${advice} ${searchStates.map((one) => `is:${one}`).join(', ')}.`,
      );
    }),
  );
}
