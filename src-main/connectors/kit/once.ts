/** Asks when first needed and keeps the answer; a failure is not kept. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  const each = onceEach(ask);
  return () => each('');
}

/** As `once`, with an answer for each key. */
export function onceEach<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (key) => {
    const known = asked.get(key);
    if (known !== undefined) return known;
    const asking = ask(key).catch((error: unknown) => {
      asked.delete(key);
      throw error;
    });
    asked.set(key, asking);
    return asking;
  };
}
