import type { Candidate, MatchBy } from './match-items.ts';

/**
 * Finds out which of very many records have a name in common with another one, without keeping records or names. Who has
 * none is in no match (`matchItems`), so nobody else has to be in memory at once. Keeps a hash of each name; two that fall
 * together let a record through that need not be, never the other way round.
 */
export interface NameSieve {
  add(by: MatchBy, text: string): void;
  /** Somebody outside of what is added goes by it, too. */
  share(by: MatchBy, text: string): void;
  /** No name came twice. */
  readonly isEmpty: boolean;
  letsThrough(candidate: Candidate): boolean;
}

export function createNameSieve(): NameSieve {
  const seen = new Set<number>();
  const shared = new Set<number>();
  return {
    add: (by, text) => {
      const hash = hashOf(by, text);
      if (seen.has(hash)) shared.add(hash);
      else seen.add(hash);
    },
    share: (by, text) => void shared.add(hashOf(by, text)),
    get isEmpty() {
      return shared.size === 0;
    },
    letsThrough: ({ names }) => [...names].some(([by, own]) => own.some(({ text }) => shared.has(hashOf(by, text)))),
  };
}

/** FNV-1a over UTF-16 units, as a number that V8 keeps without an object. */
function hashOf(by: MatchBy, text: string): number {
  const name = `${by} ${text}`;
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  return hash;
}
