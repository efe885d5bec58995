import type { Migration } from 'kysely/migration';
import * as first from './0001-first.ts';
import * as comments from './0002-comments.ts';
import * as journal from './0003-journal.ts';
import * as outboxIdentity from './0005-outbox-identity.ts';
import * as attachments from './0006-attachments.ts';
import * as proposals from './0007-proposals.ts';
import * as statistics from './0008-statistics.ts';
import * as namedParents from './0009-named-parents.ts';
import * as searchIndex from './0010-search-index.ts';
import * as sealedJournal from './0011-sealed-journal.ts';

/** In order; a name never changes once it was released, and the position is the schema version. */
export const migrations: readonly (readonly [name: string, migration: Migration])[] = [
  ['0001-first', first],
  ['0002-comments', comments],
  ['0003-journal', journal],
  ['0005-outbox-identity', outboxIdentity],
  ['0006-attachments', attachments],
  ['0007-proposals', proposals],
  ['0008-statistics', statistics],
  ['0009-named-parents', namedParents],
  ['0010-search-index', searchIndex],
  ['0011-sealed-journal', sealedJournal],
];
