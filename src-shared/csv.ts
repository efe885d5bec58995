/** A table as a file that spreadsheets open (RFC 4180). Pure. */
export interface DataTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export function toCsv({ columns, rows }: DataTable): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/**
 * What spreadsheets take for the beginning of a formula (SEC-42), also the wide forms that they accept, and behind
 * characters that some of them skip. Apostrophes before it count, so that taking one away gives back the text.
 */
const formula = /^'*[\s\0]*[=+\-@\t\r\n\0＝＋－＠]/u;

/** Semicolons and tabs as well: they part cells where a comma is the decimal sign, and the next cell could be a formula. */
const separator = /[",;\t\r\n\0]/;

/** The reverse: takes one apostrophe away where `csvCell` puts one, and no other. */
export function textOfCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}

/** Text that would be a formula is made plain text with one apostrophe before it. Numbers are numbers. */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return separator.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
