import type { SafeFacts } from '../../../../src-shared/errors.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly check: 'program' | 'folder' | 'space' | 'database' | 'history' | 'secrets' | 'connection' | 'clock';
  readonly state: 'fine' | 'trouble';
  /** A sentence, with what to do where there is something to do; names and paths are in it. */
  readonly says: string;
  /** The same for somebody who must not know those. */
  readonly facts: SafeFacts;
}

export function fine(check: Finding['check'], says: string, facts: SafeFacts = {}): Finding {
  return { check, state: 'fine', says, facts };
}

export function trouble(check: Finding['check'], says: string, facts: SafeFacts = {}): Finding {
  return { check, state: 'trouble', says, facts };
}
