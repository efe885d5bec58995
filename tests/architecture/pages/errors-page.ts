import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodeOfError } from '../../../src-main/hosts/cli/exit-code.ts';
import { errorCodes } from '../../../src-shared/errors.ts';
import { causes } from '../../../src-shared/i18n/en/causes.ts';
import { root } from '../source-files.ts';

/** `docs/reference/errors.md`, from the list of codes and the catalogue of causes. */
export function errorsPage(): string {
  return `# Errors, and what helps

<!-- Made from src-shared/errors.ts and src-shared/i18n/en/causes.ts by tests/architecture/pages/errors-page.ts -->

Every error says what happened, to what, what Task Sync did, and what you can do. Nothing is lost by one: what could not be sent is kept
and tried again, and the other tasks go on. *Technical details* below an error, and \`--json\` on the command line, show its code.

## Codes

The last column is how \`tasksync\` ends when the command itself fails with it.

| Code | Means | Exit code |
|---|---|---|
${errorCodes.map((code) => `| \`${code}\` | ${meanings()[code] ?? ''} | ${exitCodeOfError(code)} |`).join('\n')}

## Causes

In the app, problems are grouped by these.

| What it says | What helps |
|---|---|
${causeRows().join('\n')}
`;
}

/** The comments beside the codes, which have no other words. */
function meanings(): Readonly<Record<string, string>> {
  const source = readFileSync(join(root, 'src-shared/errors.ts'), 'utf8');
  const hits = source.matchAll(/^ {2}'([a-z-]+)',(?: \/\/ (.+))?$/gm);
  return Object.fromEntries([...hits].map(([, code = '', words = '']) => [code, words]));
}

function causeRows(): readonly string[] {
  const words: Readonly<Record<string, string>> = causes;
  const keys = Object.keys(words).filter((key) => !key.endsWith('.do'));
  return keys.map((key) => `| ${words[key]} | ${words[`${key}.do`]} |`);
}
