/** Asks once for each key; a failure is not kept. */
export function remembered<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (key) => {
    const known = asked.get(key) ?? ask(key);
    asked.set(key, known);
    known.catch(() => asked.delete(key));
    return known;
  };
}
