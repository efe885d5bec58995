import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectors } from '../../src-main/connectors/registry.ts';
import { connectorFolders } from './layer-table.ts';
import { root } from './source-files.ts';

describe('connectors', () => {
  test('each folder is listed in the registry under its own name, and nothing else is', () => {
    expect(connectors.map(({ id }) => id).sort()).toEqual(connectorFolders.map((folder) => basename(folder)).sort());
  });

  test.each(connectorFolders)('%s signs the contract in a test and has a README', (folder) => {
    const name = basename(folder);
    const suite = join(root, 'tests/connectors', `${name}.test.ts`);
    expect(existsSync(suite), `tests/connectors/${name}.test.ts is missing`).toBe(true);
    expect(readFileSync(suite, 'utf8')).toContain('describeConnector(');
    expect(existsSync(join(root, folder, 'README.md')), `${folder}/README.md is missing`).toBe(true);
  });
});
