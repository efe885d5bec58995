import { createHash } from 'node:crypto';

export interface ObjectIds {
  /** 24 hexadecimal digits: seconds since 1970, then a count, so that later ones are greater. */
  next(): string;
  /** Eight letters and digits, the same for the same id. */
  shortLink(id: string): string;
}

export function createObjectIds(now: () => number): ObjectIds {
  let count = 0;
  return {
    next: () => {
      count += 1;
      const seconds = Math.floor(now() / 1_000);
      return seconds.toString(16).padStart(8, '0') + count.toString(16).padStart(16, '0');
    },
    shortLink: (id) => createHash('sha256').update(id).digest('base64').replace(/[+/=]/g, 'x').slice(0, 8),
  };
}
