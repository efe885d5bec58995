/** Gives the text to the person as a file. */
export function download(name: string, text: string, type: 'text/csv' | 'application/json' = 'text/csv'): void {
  // Spreadsheets know by the first sign how a table is encoded; JSON must not have it.
  const content = type === 'text/csv' ? `\u{feff}${text}` : text;
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
