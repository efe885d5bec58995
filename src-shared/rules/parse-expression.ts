import { closest, readError } from '../filter/read-error.ts';
import { functionNames } from './functions.ts';

/** A small, total language: no loops, no clock, no errors while it runs; what makes no sense is null. */
export type Expression =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'call'; readonly name: string; readonly of: readonly Expression[] }
  | { readonly kind: 'not' | 'minus'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly if: Expression; readonly then: Expression; readonly else: Expression };

/** From the loosest to the tightest. */
const levels = [['||'], ['&&'], ['==', '!='], ['<=', '>=', '<', '>'], ['+', '-'], ['*', '/', '%']] as const;
export type Operator = (typeof levels)[number][number];

const deepest = 50;

/**
 * `priority == "urgent" ? upper(title) : title + " (" + join(labels, ", ") + ")"`
 *
 * Fields by name (`x.points`, or `field("x.Story points")`), numbers, texts in quotes, `true false null`, `|| && == != < <=
 * > >= + - * / % !`, `a ? b : c`, parentheses and the functions of `functions.ts`.
 * @param isField whether a name is a field of tasks
 * @param offset where the expression begins in the text that the person wrote
 * @throws TaskSyncError `invalid-input` with `facts.position` and reason
 */
export function parseExpression(text: string, isField: (name: string) => boolean, offset = 0): Expression {
  const reader = new Reader(text, isField, offset);
  const expression = reader.choice(0);
  reader.end();
  return expression;
}

const token =
  /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<name>x\.[\w-]+|[a-z_]\w*)|(?<sign>\|\||&&|==|!=|<=|>=|[-+*/%<>!?:(),]))/iy;

class Reader {
  readonly #text: string;
  readonly #isField: (name: string) => boolean;
  readonly #offset: number;
  #at = 0;

  constructor(text: string, isField: (name: string) => boolean, offset: number) {
    this.#text = text;
    this.#isField = isField;
    this.#offset = offset;
  }

  choice(depth: number): Expression {
    const condition = this.#binary(0, depth);
    if (!this.#take('?')) return condition;
    const then = this.choice(depth + 1);
    if (!this.#take(':')) throw this.#wrong('a “:” has to follow, with what is taken otherwise.');
    return { kind: 'choice', if: condition, then, else: this.choice(depth + 1) };
  }

  end(): void {
    if (this.#text.slice(this.#at).trim() !== '') throw this.#wrong('this cannot follow here.');
  }

  #binary(level: number, depth: number): Expression {
    const operators = levels[level];
    if (!operators) return this.#unary(depth);
    let left = this.#binary(level + 1, depth);
    for (;;) {
      const operator = operators.find((one) => this.#take(one));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1, depth) };
    }
  }

  #unary(depth: number): Expression {
    if (depth > deepest) throw this.#wrong(`it is nested deeper than ${deepest} levels.`);
    if (this.#take('!')) return { kind: 'not', of: this.#unary(depth + 1) };
    if (this.#take('-')) return { kind: 'minus', of: this.#unary(depth + 1) };
    if (this.#take('(')) {
      const inner = this.choice(depth + 1);
      if (!this.#take(')')) throw this.#wrong('a “)” is missing here.');
      return inner;
    }
    return this.#primary(depth);
  }

  #primary(depth: number): Expression {
    const at = this.#start();
    const { number, text, name } = this.#next() ?? {};
    if (number !== undefined) return { kind: 'value', value: Number(number) };
    if (text !== undefined) return { kind: 'value', value: text.slice(1, -1).replace(/\\(.)/g, '$1') };
    if (name === undefined) {
      this.#at = at;
      throw this.#wrong(this.#text.slice(at).trim() === '' ? 'it ends too early.' : 'a value has to stand here.');
    }
    if (name === 'true' || name === 'false') return { kind: 'value', value: name === 'true' };
    if (name === 'null') return { kind: 'value', value: null };
    if (this.#take('(')) return this.#call(name, at, depth);
    if (this.#isField(name)) return { kind: 'field', field: name };
    this.#at = at;
    throw this.#wrong(`there is no field “${name}”.`);
  }

  #call(name: string, at: number, depth: number): Expression {
    const isFunction = functionNames.includes(name) || name === 'field';
    if (!isFunction) {
      this.#at = at;
      const likely = closest(name, functionNames);
      throw this.#wrong(`there is no function “${name}”.${likely === null ? '' : ` Did you mean “${likely}”?`}`);
    }
    const of: Expression[] = [];
    if (!this.#take(')')) {
      do of.push(this.choice(depth + 1));
      while (this.#take(','));
      if (!this.#take(')')) throw this.#wrong('a “)” or “,” is missing here.');
    }
    if (name !== 'field') return { kind: 'call', name, of };
    const [only] = of;
    if (of.length === 1 && only?.kind === 'value' && typeof only.value === 'string' && this.#isField(only.value)) {
      return { kind: 'field', field: only.value };
    }
    this.#at = at;
    throw this.#wrong('“field” takes the name of a field in quotes.');
  }

  #start(): number {
    const rest = this.#text.slice(this.#at);
    return this.#at + rest.length - rest.trimStart().length;
  }

  #next(): Readonly<Record<string, string | undefined>> | null {
    token.lastIndex = this.#at;
    const found = token.exec(this.#text);
    if (!found) return null;
    this.#at = token.lastIndex;
    return found.groups ?? {};
  }

  #take(sign: string): boolean {
    const before = this.#at;
    if (this.#next()?.['sign'] === sign) return true;
    this.#at = before;
    return false;
  }

  #wrong(reason: string) {
    return readError('expression', this.#offset + Math.min(this.#start(), Math.max(0, this.#text.length - 1)), reason);
  }
}
