import type { Filter, Operand, Test } from './filter.ts';
import { fieldWord } from './filter-fields.ts';
import { relativeText } from './parse-test.ts';

/** The reverse of `parseFilter`: reading it again gives the same tree. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
      return filter.of.map((part) => (part.kind === 'or' ? `(${printFilter(part)})` : printFilter(part))).join(' ');
    case 'or':
      return filter.of.map(printFilter).join(' or ');
    case 'not':
      return `-${isGroup(filter.of) ? `(${printFilter(filter.of)})` : printFilter(filter.of)}`;
    case 'words':
      return printWord(filter.text);
    case 'state':
      return `is:${filter.state}`;
    case 'field':
      return `${printField(filter.field)}:${filter.tests.map(printTest).join(',')}`;
  }
}

function isGroup({ kind }: Filter): boolean {
  return kind === 'and' || kind === 'or';
}

/** A word that would be read as something else is put into quotes. */
function printWord(text: string): string {
  const isPlain = /^[^\s()"-][^\s()"]*$/.test(text) && !/^(or|and|not)$/i.test(text);
  return isPlain && !/^(x\.|[a-z]+:(?!\/\/))/i.test(text) ? text : quote(text);
}

function printField(field: string): string {
  if (!field.startsWith('x.')) return fieldWord(field);
  const name = field.slice(2);
  return /^[^\s:()",]+$/.test(name) ? field : `x.${quote(name)}`;
}

export function printTest(test: Test): string {
  switch (test.kind) {
    case 'is':
      return printOperand(test.value);
    case 'compare':
      return `${test.operator}${printOperand(test.value)}`;
    case 'range':
      return `${test.from === null ? '' : printOperand(test.from)}..${test.to === null ? '' : printOperand(test.to)}`;
    default:
      return test.kind;
  }
}

function printOperand(value: Operand): string {
  switch (value.kind) {
    case 'number':
      return String(value.number);
    case 'day':
      return value.date;
    case 'relative':
      return relativeText(value.amount, value.unit);
    case 'text':
      return printText(value.text);
  }
}

/** Bare only where nothing but text can be meant: letters first, and none of the words with a meaning. */
export function printText(text: string): string {
  const isPlain = /^[\p{L}_][^\s(),"]*$/u.test(text) && !text.includes('..');
  return isPlain && !/^(none|any|me|today|tomorrow|yesterday)$/i.test(text) ? text : quote(text);
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
