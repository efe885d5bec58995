import type { ApiInput } from '../../../src-shared/api/contract.ts';
import { client } from '../../api/client.ts';

export interface ExportedFile {
  /** The parts one after another are the file. */
  readonly parts: readonly string[];
  /** Tasks, or entries of the history. */
  readonly rows: number;
}

/**
 * Asks for one part after the other.
 * @param onRows how many rows there are by now; false stops it
 * @returns null: it was stopped
 */
export async function readExport(
  input: Omit<ApiInput<'data.export'>, 'after'>,
  onRows: (rows: number) => boolean = () => true,
): Promise<ExportedFile | null> {
  const parts: string[] = [];
  let rows = 0;
  for (let after: string | null = null, isMore = true; isMore; isMore = after !== null) {
    const page: { readonly text: string; readonly rows: number; readonly next: string | null } = await client.call(
      'data.export',
      { ...input, after },
    );
    parts.push(page.text);
    rows += page.rows;
    after = page.next;
    if (!onRows(rows)) return null;
  }
  return { parts, rows };
}
