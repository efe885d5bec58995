import { parseSync, Visitor } from 'vite';
import { en } from '../../src-shared/i18n/en/index.ts';

/** Attributes and properties whose text a person reads or hears. */
const spoken = new Set([
  ...['label', 'title', 'description', 'placeholder', 'alt', 'text', 'message', 'summary', 'header', 'tooltip', 'noun'],
  ...['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'errorMessage', 'textValue'],
  ...['removeLabel', 'listLabel', 'detailLabel', 'hint'],
]);

/** The same in every language. */
const names = new Set(['Task Sync', 'CSV']);

/** Names, keys of the catalogue, filters as they are typed and bare identifiers need no words. */
function needsWords(text: string): boolean {
  return /\p{L}{2}/u.test(text) && !names.has(text.trim()) && !/^-?[a-z]+:\S/.test(text) && !Object.hasOwn(en, text);
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number };

/** Texts for people that stand in the code instead of in a catalogue, as `line: text`. */
export function wordsOutside(path: string, code: string): readonly string[] {
  const found: string[] = [];
  const keep = ({ start }: Node, text: string) => {
    if (needsWords(text)) found.push(`${code.slice(0, start).split('\n').length}: ${text.trim().replace(/\s+/g, ' ')}`);
  };
  const look = (node: unknown) => {
    for (const [at, text] of textsOf(node as Node)) keep(at, text);
  };
  new Visitor({
    JSXElement(element) {
      const name = 'name' in element.openingElement.name ? element.openingElement.name.name : '';
      // What is to be typed as it stands.
      if (name === 'code' || name === 'kbd') return;
      for (const child of element.children) {
        if (child.type === 'JSXText') keep(child as unknown as Node, child.value);
        else if (child.type === 'JSXExpressionContainer') look(child.expression);
      }
    },
    JSXFragment(fragment) {
      for (const child of fragment.children) {
        if (child.type === 'JSXText') keep(child as unknown as Node, child.value);
        else if (child.type === 'JSXExpressionContainer') look(child.expression);
      }
    },
    JSXAttribute({ name, value }) {
      if (!value || typeof name.name !== 'string' || !spoken.has(name.name)) return;
      look(value.type === 'JSXExpressionContainer' ? value.expression : value);
    },
    Property({ key, value }) {
      const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : '';
      const isIdentifier = value.type === 'Literal' && /^[a-z]+$/.test(String(value.value));
      if (spoken.has(name) && !isIdentifier) look(value);
    },
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === 'Identifier' && callee.name === 'showToast') look(first);
    },
  }).visit(parseSync(path, code).program);
  return found;
}

/** Texts that the expression may be; what a call makes is somebody else's. */
function textsOf(node: Node | undefined): readonly (readonly [Node, string])[] {
  const part = (name: string) => textsOf(node?.[name] as Node | undefined);
  switch (node?.type) {
    case 'Literal':
      return typeof node['value'] === 'string' ? [[node, node['value']]] : [];
    case 'TemplateLiteral':
      return (node['quasis'] as { value: { cooked: string } }[]).map(({ value }) => [node, value.cooked]);
    case 'ConditionalExpression':
      return [...part('consequent'), ...part('alternate')];
    case 'LogicalExpression':
      return [...part('left'), ...part('right')];
    case 'BinaryExpression':
      return node['operator'] === '+' ? [...part('left'), ...part('right')] : [];
    default:
      return [];
  }
}
