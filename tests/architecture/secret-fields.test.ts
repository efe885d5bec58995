import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, root } from './source-files.ts';

/** All fields for secrets; what is in them is looked for by `tests/e2e/screens.spec.ts`. */
const fields = [
  'src-renderer/features/backups/replace-dialog.tsx',
  'src-renderer/features/backups/restore-dialog.tsx',
  'src-renderer/features/backups/seal-dialog.tsx',
  'src-renderer/features/connections/config-input.tsx',
  'src-renderer/features/connections/page-sign-in-form.tsx',
  'src-renderer/features/connections/passphrase-form.tsx',
  'src-renderer/features/connections/sign-in-dialog.tsx',
];

const texts = filesIn('src-renderer')
  .filter((path) => path.endsWith('.tsx') && path !== 'src-renderer/ui/text-field.tsx')
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

it('a field for a secret is of the type password for as long as it is there (SEC-62)', () => {
  const masked = /type="password"|'password'/;
  expect(texts.filter(({ text }) => masked.test(text)).map(({ path }) => path)).toEqual(fields);
  // None has a switch that shows what is in it: the one condition is what kind of field it is.
  const chosen = texts.flatMap(({ text }) => text.match(/type=\{[^}]*password[^}]*\}/g) ?? []);
  expect(chosen).toEqual([`type={kind === 'secret' ? 'password' : kind === 'url' ? 'url' : 'text'}`]);
  // What a person types as a secret goes into such a field and into the call, and is shown nowhere.
  const taking = /(?:value=\{(?:values\.)?(?:secret|passphrase|again|clientSecret|password)\})/g;
  for (const { path, text } of texts) {
    const count = (text.match(taking) ?? []).length;
    if (count > 0) expect([path, (text.match(/type="password"/g) ?? []).length]).toEqual([path, count]);
    expect([path, />\s*\{(?:secret|passphrase|again|clientSecret|password)\}\s*</.test(text)]).toEqual([path, false]);
  }
});
