/**
 * What this browser keeps about the data that is shown, and where: the demonstration and the person's own data never see each
 * other's.
 */
export interface Kept {
  read(): unknown;
  /** Undefined: nothing is to be kept. */
  write(value: unknown): void;
}

const own = 'task-sync.';
const demo = 'task-sync.demo.';

export function keptIn(storage: Storage, name: string, isDemo: boolean): Kept {
  const key = `${isDemo ? demo : own}${name}`;
  return {
    read() {
      try {
        return JSON.parse(storage.getItem(key) ?? 'null');
      } catch {
        return null;
      }
    },
    write(value) {
      try {
        if (value === undefined) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify(value));
      } catch {
        // Storage is full or switched off: it lasts as long as the window.
      }
    },
  };
}

/** A demonstration begins with nothing of the one before. */
export function forgetDemo(storage: Storage): void {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  for (const key of keys.filter((one) => one.startsWith(demo))) storage.removeItem(key);
}
