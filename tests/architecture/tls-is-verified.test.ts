import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, root } from './source-files.ts';

/** Each of them would let anybody in between read passwords. */
const forbidden: readonly RegExp[] = [
  /rejectUnauthorized\s*:(?!\s*true\b)/,
  /NODE_TLS_REJECT_UNAUTHORIZED/,
  /checkServerIdentity/,
  /(?:min|max)Version\s*:\s*'TLSv1(?:\.1)?'/,
  /setCertificateVerifyProc|certificate-error|ignore-certificate-errors|allowInsecure(?!Requests)/,
];

const folders = ['src-main', 'src-shared', 'src-renderer', 'scripts', '.ci', '.github'];

it('nothing in the product or its scripts loosens how certificates are checked (SEC-29)', () => {
  const files = [...folders.flatMap(filesIn), 'package.json', 'electron-builder.yml'];
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return forbidden.filter((pattern) => pattern.test(text)).map((pattern) => `${path}: ${pattern.source}`);
  });
  expect(found).toEqual([]);
});
