/** `a,b`, or a JSON list where an element could not be told apart in that. What is written is read back the same. */
export function listText(items: readonly string[]): string {
  const isPlain = items.every((item) => item !== '' && item === item.trim() && !/[,;]/.test(item));
  return isPlain && !items[0]?.startsWith('[') ? items.join(',') : JSON.stringify(items);
}

/** Null: it begins like a JSON list and is none. Semicolons part as well where there is no comma. */
export function readListText(text: string): readonly string[] | null {
  if (text.trimStart().startsWith('[')) return readJsonList(text);
  return text
    .split(text.includes(',') ? ',' : ';')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function readJsonList(text: string): readonly string[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
  } catch {
    return null;
  }
}
