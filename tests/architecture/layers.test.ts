import { describe, expect, test } from 'vitest';
import { layerOf, layers, violations } from './layer-table.ts';
import { filesIn, parse, sourceFiles } from './source-files.ts';

const files = ['src-shared', 'src-main', 'src-renderer'].flatMap(sourceFiles);

/** Implements a port of its own: the database file, whose leases and time slices are the machine's. */
const isPort = (path: string): boolean => path.startsWith('src-main/core/store/sqlite/');

describe('the layers', () => {
  test('every import is one that its layer may have', () => {
    expect(files.flatMap(violations)).toEqual([]);
  });

  test('every row of the table has files', () => {
    const used = new Set(['src-shared', 'src-main', 'src-renderer'].flatMap(filesIn).map(layerOf));
    expect(layers.filter((layer) => !used.has(layer)).map(({ folder }) => folder)).toEqual([]);
  });

  test('shared code and the core take time, chance and the network from their ports', () => {
    const pure = files.filter(({ path }) => /^(src-shared|src-main\/(core|connectors))\//.test(path) && !isPort(path));
    const found = pure.flatMap(({ path, impurities }) =>
      impurities.map(
        ({ what, line }) => `${path}:${line} calls ${what}: ask the Clock, Random, Ids or Http port instead.`,
      ),
    );
    expect(found).toEqual([]);
  });
});

describe('the layer check itself', () => {
  const judge = (path: string, text: string): readonly string[] => violations(parse(path, text));

  test.each([
    ['a static import', "import { app } from 'electron';"],
    ['a type-only import', "import type { App } from 'electron';"],
    ['a type written in place', "export type A = import('electron').App;"],
    ['a re-export', "export * from 'electron';"],
    ['a dynamic import', "export const load = () => import('electron');"],
    ['a require', "const { app } = require('electron');"],
  ])('sees %s', (_kind, text) => {
    expect(judge('src-main/core/engine/x.ts', text)).toHaveLength(1);
  });

  test('names the allowed list', () => {
    expect(judge('src-shared/sync/x.ts', "import '../../src-main/core/core.ts';")[0]).toMatch(
      /src-shared\/sync may import only itself and: .*src-shared\/domain.*node-diff3/,
    );
  });

  test('refuses a computed import and a file outside all layers', () => {
    expect(judge('src-main/core/x.ts', 'export const load = (name: string) => import(name);')).toHaveLength(1);
    expect(judge('src-shared/helpers/x.ts', '')).toHaveLength(1);
  });

  test('keeps packages with a home out of every other layer', () => {
    expect(judge('src-main/core/x.ts', "import Database from 'better-sqlite3';")).toHaveLength(1);
    expect(judge('src-main/hosts/cli/x.ts', "import keytar from 'keytar';")).toHaveLength(1);
    expect(judge('src-renderer/ui/x.ts', "import '../stores/tasks-store.ts';")).toHaveLength(1);
    expect(judge('src-main/core/store/sqlite/x.ts', "import { Migrator } from 'kysely/migration';")).toEqual([]);
  });

  test('tells the present moment from a given one', () => {
    const { impurities } = parse(
      'src-shared/sync/x.ts',
      "new Date(5); new Date(); Date.now(); const text = 'Date.now()';",
    );
    expect(impurities.map(({ what }) => what)).toEqual(['new Date()', 'Date.now']);
  });
});
