import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { expect, test } from 'vitest';
import { filesIn, root } from './source-files.ts';

const forbiddenModules = /^(?:(?:node:)?vm|vm2|isolated-vm|jsdom)$/;
const forbiddenMembers = new Set(['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc', 'dangerouslySetInnerHTML']);

/** Only files with one of these words are worth parsing. */
const suspicious =
  /\b(?:eval|Function|vm2?|isolated-vm|jsdom|innerHTML|outerHTML|insertAdjacentHTML|srcdoc|dangerouslySetInnerHTML|document\.write|set(?:Timeout|Interval))\b/;

/** Where text becomes code or markup, and modules that are made for it. Sentences with the line. */
function codeFromText(path: string, text: string): readonly string[] {
  if (!suspicious.test(text)) return [];
  const found: string[] = [];
  const add = (what: string, start: number): void => {
    found.push(`${path}:${text.slice(0, start).split('\n').length}: ${what}`);
  };
  new Visitor({
    CallExpression: ({ callee, arguments: [first], start }) => {
      if (callee.type === 'Identifier' && (callee.name === 'eval' || callee.name === 'Function'))
        add(callee.name, start);
      const isTimer = callee.type === 'Identifier' && /^set(?:Timeout|Interval)$/.test(callee.name);
      if (isTimer && first && (first.type === 'Literal' || first.type === 'TemplateLiteral'))
        add(`${callee.name} of a text`, start);
      const isWrite =
        callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 'write';
      if (isWrite && callee.object.type === 'Identifier' && callee.object.name === 'document')
        add('document.write', start);
    },
    NewExpression: ({ callee, start }) => {
      if (callee.type === 'Identifier' && callee.name === 'Function') add('new Function', start);
    },
    ImportDeclaration: ({ source, start }) => {
      if (forbiddenModules.test(source.value)) add(source.value, start);
    },
    ImportExpression: ({ source, start }) => {
      if (source.type === 'Literal' && forbiddenModules.test(String(source.value))) add(String(source.value), start);
    },
    MemberExpression: ({ property, start }) => {
      if (property.type === 'Identifier' && forbiddenMembers.has(property.name)) add(property.name, start);
    },
    JSXAttribute: ({ name, start }) => {
      if (name.type === 'JSXIdentifier' && forbiddenMembers.has(name.name)) add(name.name, start);
    },
  }).visit(parseSync(path, text).program);
  return found;
}

test('nothing of the program makes code or markup of text (SEC-39)', () => {
  const files = ['src-main', 'src-renderer', 'src-shared', 'scripts'].flatMap(filesIn);
  const sources = files.filter((path) => /\.(?:tsx?|mjs|js)$/.test(path));
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.flatMap((path) => codeFromText(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
});

test('the check sees every such way', () => {
  const ways = [
    "eval('1')",
    "new Function('1')",
    "Function('1')",
    "import vm from 'node:vm'",
    "await import('vm2')",
    "setTimeout('1', 1)",
    'document.write(x)',
    "x.innerHTML = '<b>'",
    "x.insertAdjacentHTML('beforeend', y)",
    '<p dangerouslySetInnerHTML={{ __html: x }} />',
  ];
  for (const way of ways) expect(codeFromText('x.tsx', way), way).toHaveLength(1);
  expect(codeFromText('x.tsx', "x.evaluate(y); functions['eval']; setTimeout(() => 1, 1)")).toEqual([]);
});
