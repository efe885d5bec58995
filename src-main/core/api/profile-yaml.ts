import { LineCounter, parseDocument } from 'yaml';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** Reads a profile file. @throws TaskSyncError `invalid-input` with line and column of what is not YAML */
export function parseProfileYaml(text: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    const what = error.message.split('\n')[0]?.replace(/ at line.*$/, '') ?? 'it is not YAML';
    throw new TaskSyncError(
      'invalid-input',
      `The profile file cannot be read: line ${line}, column ${col}: ${what}. Nothing was saved.`,
    );
  }
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new TaskSyncError(
      'invalid-input',
      'The profile file uses YAML aliases, which are not allowed. Nothing was saved.',
    );
  }
}
