import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { parseSync, Visitor } from 'vite';

export const root = dirname(dirname(import.meta.dirname));

export interface Import {
  /** As written: `./task.ts`, `kysely`, `node:fs`; null when it is computed at run time. */
  readonly specifier: string | null;
  /** A path from the root of the repository for a relative import, otherwise the specifier. */
  readonly target: string | null;
  readonly line: number;
}

/** Something a pure file must not do by itself. */
export interface Impurity {
  readonly what: string;
  readonly line: number;
}

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly imports: readonly Import[];
  readonly impurities: readonly Impurity[];
}

const impureMembers = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]);
const impureCalls = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'randomUUID',
  'randomBytes',
  'Date',
]);

/** All sources under a folder, parsed. Static, type-only, dynamic and `require` imports all count. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return filesIn(folder)
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => parse(path, readFileSync(join(root, path), 'utf8')));
}

export function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function parse(path: string, text: string): SourceFile {
  const imports: Import[] = [];
  const impurities: Impurity[] = [];
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const add = (specifier: string | null, offset: number): void => {
    const target = specifier?.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
    imports.push({ specifier, target, line: lineAt(offset) });
  };
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.start),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node.source.value, node.start);
    },
    ImportExpression: (node) => add(literal(node.source), node.start),
    TSImportType: (node) => add(literal(node.source), node.start),
    CallExpression: (node) => {
      const callee = text.slice(node.callee.start, node.callee.end);
      if (callee === 'require' || callee === 'require.resolve') add(literal(node.arguments[0]), node.start);
      if (impureCalls.has(callee) || impureMembers.has(callee))
        impurities.push({ what: callee, line: lineAt(node.start) });
    },
    NewExpression: (node) => {
      const isNow = node.arguments.length === 0 && text.slice(node.callee.start, node.callee.end) === 'Date';
      if (isNow) impurities.push({ what: 'new Date()', line: lineAt(node.start) });
    },
  }).visit(program);
  return { path, imports, impurities };
}

function literal(node: object | undefined): string | null {
  return node !== undefined && 'value' in node && typeof node.value === 'string' ? node.value : null;
}
