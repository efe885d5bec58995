import { mostImported, mostSentByPage } from '../../../src-shared/api/exchange.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { t } from '../../i18n/t.ts';

/** A file that a person chose, as text. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: number;
  readonly text: string;
}

/** @throws TaskSyncError `invalid-input` that says what to do, in the reader's language */
export async function readChosen(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<ChosenFile> {
  const { name } = file;
  // Four bytes are the most that a character takes.
  if (file.size > mostImported * 4) throw refused('tooLarge', name);
  const bytes = await file.arrayBuffer().catch((cause: unknown) => {
    throw refused('unreadable', name, cause);
  });
  const text = decode(new Uint8Array(bytes), name);
  if (text.length > mostImported || new Blob([JSON.stringify(text)]).size > mostSentByPage) {
    throw refused('tooLarge', name);
  }
  return { name, bytes: bytes.byteLength, text };
}

/** UTF-8, or UTF-16 if it says so by its first two bytes, as spreadsheets write “Unicode text”. */
function decode(bytes: Uint8Array, name: string): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isWide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refused('notText', name, cause);
  }
}

function refused(why: 'tooLarge' | 'unreadable' | 'notText', name: string, cause?: unknown): TaskSyncError {
  return new TaskSyncError('invalid-input', t(`exchange.file.${why}`, { name }), { cause });
}
