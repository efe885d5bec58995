import { type When, whenText } from '../../../src-shared/domain/field.ts';
import type { Terminal } from './terminal.ts';

/** What a command has to say, for programs and for people. */
export interface Answer {
  /** The one JSON document; an async iterable becomes an array, written as it comes. */
  readonly json: unknown;
  /** For a person; asked for only when nobody wants JSON. */
  readonly text: () => string | AsyncIterable<string>;
  /** Only confirms what was done: left out with --quiet. */
  readonly confirmation?: boolean;
  /** Default 0. */
  readonly exitCode?: number;
}

export interface AnswerStyle {
  readonly json: boolean;
  readonly quiet: boolean;
}

export async function printAnswer(answer: Answer, terminal: Terminal, { json, quiet }: AnswerStyle): Promise<void> {
  if (json) return printJson(answer.json, terminal);
  if (quiet && answer.confirmation) return;
  const text = answer.text();
  if (typeof text === 'string') {
    if (text !== '') await terminal.out(`${text}\n`);
    return;
  }
  for await (const part of text) await terminal.out(`${part}\n`);
}

export async function printJson(value: unknown, terminal: Terminal): Promise<void> {
  if (!isAsyncIterable(value)) return terminal.out(`${jsonText(value, terminal)}\n`);
  let opening = '[';
  for await (const item of value) {
    await terminal.out(`${opening}\n${jsonText(item, terminal)}`);
    opening = ',';
  }
  await terminal.out(opening === '[' ? '[]\n' : '\n]\n');
}

/** One line for programs, several for a person who looks at it. Dates are text; what is not there is null. */
export function jsonText(value: unknown, { isOutTerminal }: Pick<Terminal, 'isOutTerminal'>): string {
  return escaped(JSON.stringify(value, readable, isOutTerminal ? 2 : undefined));
}

function readable(_key: string, value: unknown): unknown {
  if (value === undefined) return null;
  return isDate(value) ? whenText(value) : value;
}

function isDate(value: unknown): value is When {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'date') return 'date' in value && typeof value.date === 'string';
  return (value.kind === 'local' || value.kind === 'instant') && 'at' in value && typeof value.at === 'string';
}

/** JSON leaves these as they are, but a terminal may act on them. */
function escaped(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
