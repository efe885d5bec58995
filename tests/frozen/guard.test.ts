import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { frozenFiles } from './frozen-database.ts';

/**
 * When this fails you have changed, reformatted or regenerated a frozen database. Put it back: `git checkout` the file.
 * People's databases cannot be regenerated either; what has to change is the code that opens them.
 */
const digests: Readonly<Record<string, string>> = {
  'schema-1.json': '6ef131919b99044e3fbbeb7764d08087519e2351193f1319490f50f8bda836b2',
};

it('frozen databases are as their own versions left them', () => {
  const found = Object.fromEntries(
    frozenFiles().map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(import.meta.dirname, name)))
        .digest('hex'),
    ]),
  );
  expect(found).toEqual(digests);
});
