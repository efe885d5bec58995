const types = { csv: 'text/csv', json: 'application/json', ics: 'text/calendar' } as const;

/** Gives the text, whole or in its parts, to the person as a file. The name says by its ending what it is. */
export function download(name: `${string}.${keyof typeof types}`, text: string | readonly string[]): void {
  const type = types[name.slice(name.lastIndexOf('.') + 1) as keyof typeof types];
  const parts = typeof text === 'string' ? [text] : text;
  // Spreadsheets know by the first sign how a table is encoded; JSON must not have it.
  const content = type === 'text/csv' ? ['\u{feff}', ...parts] : [...parts];
  downloadBlob(name, new Blob(content, { type: `${type};charset=utf-8` }));
}

export function downloadBlob(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
