import { readError } from '../filter/read-error.ts';
import { evaluate } from './evaluate.ts';
import { textOf, type Value } from './functions.ts';
import { type Expression, parseExpression } from './parse-expression.ts';

/** Texts and expressions by turns. */
export type Template = readonly (string | Expression)[];

/** `[{{upper(status)}}] {{title}}`. @throws TaskSyncError `invalid-input` with `facts.position` */
export function parseTemplate(text: string, isField: (name: string) => boolean): Template {
  const parts: (string | Expression)[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('{{', at);
    if (start < 0) break;
    const end = text.indexOf('}}', start);
    if (end < 0) throw readError('template', start, 'this “{{” is not closed. Add “}}”.');
    if (start > at) parts.push(text.slice(at, start));
    parts.push(parseExpression(text.slice(start + 2, end), isField, start + 2));
    at = end + 2;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}

/** A template that is one expression keeps the kind of its value; any other is text. */
export function fillTemplate(template: Template, fieldValue: (field: string) => Value): Value {
  const [only] = template;
  if (template.length === 1 && typeof only === 'object') return evaluate(only, fieldValue);
  return template.map((part) => (typeof part === 'string' ? part : textOf(evaluate(part, fieldValue)))).join('');
}

/** A template that only puts text around its own field can be undone; null for any other. */
export function affixOf(template: Template, field: string): { readonly before: string; readonly after: string } | null {
  const own = template.findIndex((part) => typeof part === 'object' && part.kind === 'field' && part.field === field);
  if (own < 0 || template.some((part, index) => index !== own && typeof part !== 'string')) return null;
  const text = (parts: Template): string => parts.filter((part) => typeof part === 'string').join('');
  return { before: text(template.slice(0, own)), after: text(template.slice(own + 1)) };
}
