import { hash } from 'node:crypto';
import type { Timestamp } from '../../../src-shared/domain/ids.ts';

/**
 * The journal is a chain: each entry has the digest of what it says, and the seal after an entry is made of the seal before it and
 * that digest. Whoever has noted a seal knows later whether everything up to it is as it was (SEC-54). There is no key in it: a
 * program that may write the file can make a new chain, and the noted seal is what shows it.
 */
export interface SealedEntry {
  readonly id: number;
  readonly at: Timestamp;
  /** SHA-256 of the entry's text, in hexadecimal digits. */
  readonly digest: string;
}

/** Of a journal that says nothing yet. */
export const firstSeal = '0'.repeat(64);

export function digestOf(content: string): string {
  return hash('sha256', content, 'hex');
}

/** The time is part of it, so that it holds for an entry whose text is gone, too. */
export function sealAfter(seal: string, { id, at, digest }: SealedEntry): string {
  return hash('sha256', `${seal} ${id} ${at} ${digest}`, 'hex');
}

/** As people note it: `1234-3f9a…`, the number of the last entry and the seal after it. */
export function sealText({ last, seal }: { readonly last: number; readonly seal: string }): string {
  return `${last}-${seal}`;
}

/** The other way round; null: that is none. */
export function readSeal(text: string): { readonly last: number; readonly seal: string } | null {
  const [, last, seal] = /^(\d{1,15})-([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return last === undefined || seal === undefined ? null : { last: Number(last), seal };
}
