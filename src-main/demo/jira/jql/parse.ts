/** JQL as Jira's grammar has it, as far as its fields are in `evaluate.ts`. */
export type Operand =
  | { readonly kind: 'value'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'list'; readonly items: readonly Operand[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly string[] }
  | { readonly kind: 'empty' };

export type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '!~' | 'in' | 'not in' | 'is' | 'is not';

export type Clause =
  | { readonly kind: 'and' | 'or'; readonly clauses: readonly Clause[] }
  | { readonly kind: 'not'; readonly clause: Clause }
  | { readonly kind: 'test'; readonly field: string; readonly operator: Operator; readonly operand: Operand };

export interface Order {
  readonly field: string;
  readonly isDescending: boolean;
}

export interface Jql {
  /** Null: nothing is restricted. */
  readonly where: Clause | null;
  readonly order: readonly Order[];
}

export class JqlError extends Error {}

interface Token {
  readonly text: string;
  readonly kind: 'word' | 'quoted' | 'sign';
}

const tokens = /\s+|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(>=|<=|!=|!~|&&|\|\||[=~<>!(),])|([^\s"'=~<>!(),&|]+)/gy;

function tokenize(query: string): readonly Token[] {
  const found: Token[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < query.length) {
    const at = tokens.lastIndex;
    const match = tokens.exec(query);
    if (match === null) throw new JqlError(`Error in the JQL Query: unexpected character at ${at}.`);
    const [, double, single, sign, word] = match;
    const quoted = double ?? single;
    if (quoted !== undefined) found.push({ text: quoted.replace(/\\(.)/g, '$1'), kind: 'quoted' });
    else if (sign !== undefined) found.push({ text: sign, kind: 'sign' });
    else if (word !== undefined) found.push({ text: word, kind: 'word' });
  }
  return found;
}

export function parseJql(query: string): Jql {
  const all = tokenize(query);
  let next = 0;
  const peek = (): Token | undefined => all[next];
  const isWord = (...words: readonly string[]): boolean =>
    words.every((word, index) => {
      const token = all[next + index];
      return token !== undefined && token.kind !== 'quoted' && token.text.toLowerCase() === word;
    });
  const take = (): Token => {
    const token = all[next++];
    if (token === undefined) throw new JqlError('Error in the JQL Query: it ends too early.');
    return token;
  };
  const skip = (...words: readonly string[]): boolean => {
    if (!isWord(...words)) return false;
    next += words.length;
    return true;
  };
  const expect = (sign: string): void => {
    const token = take();
    if (token.text !== sign) throw new JqlError(`Error in the JQL Query: expecting '${sign}' but got '${token.text}'.`);
  };

  const several = (kind: 'and' | 'or', words: readonly string[], part: () => Clause): Clause => {
    const clauses = [part()];
    while (words.some((word) => skip(word))) clauses.push(part());
    const [only] = clauses;
    return clauses.length === 1 && only !== undefined ? only : { kind, clauses };
  };
  const either = (): Clause => several('or', ['or', '||'], both);
  const both = (): Clause => several('and', ['and', '&&'], single);
  const single = (): Clause => {
    if (skip('not') || skip('!')) return { kind: 'not', clause: single() };
    if (skip('(')) {
      const clause = either();
      expect(')');
      return clause;
    }
    const field = take();
    if (field.kind === 'sign') throw new JqlError(`Error in the JQL Query: '${field.text}' is no field.`);
    return { kind: 'test', field: field.text, operator: operator(), operand: operand() };
  };
  const operator = (): Operator => {
    if (skip('not', 'in')) return 'not in';
    if (skip('is', 'not')) return 'is not';
    for (const word of ['in', 'is', '=', '!=', '>', '>=', '<', '<=', '~', '!~'] as const) if (skip(word)) return word;
    throw new JqlError(`Error in the JQL Query: expecting an operator but got '${peek()?.text ?? 'the end'}'.`);
  };
  const operand = (): Operand => {
    if (skip('(')) {
      const items: Operand[] = [];
      do items.push(operand());
      while (skip(','));
      expect(')');
      return { kind: 'list', items };
    }
    const token = take();
    if (token.kind === 'sign')
      throw new JqlError(`Error in the JQL Query: '${token.text}' is a reserved JQL character.`);
    if (token.kind === 'word' && /^(empty|null)$/i.test(token.text)) return { kind: 'empty' };
    if (token.kind === 'word' && skip('(')) {
      const args: string[] = [];
      while (!skip(')')) {
        args.push(take().text);
        skip(',');
      }
      return { kind: 'call', name: token.text, args };
    }
    return { kind: 'value', text: token.text, isQuoted: token.kind === 'quoted' };
  };

  const where = all.length === 0 || isWord('order', 'by') ? null : either();
  const order: Order[] = [];
  if (skip('order', 'by')) {
    do {
      const field = take().text;
      const isDescending = skip('desc');
      if (!isDescending) skip('asc');
      order.push({ field, isDescending });
    } while (skip(','));
  }
  const rest = peek();
  if (rest !== undefined) throw new JqlError(`Error in the JQL Query: expecting 'AND' or 'OR' but got '${rest.text}'.`);
  return { where, order };
}
