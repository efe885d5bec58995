import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../src-main/core/store/store.ts';
import { attachmentRows } from './store/attachment-rows.ts';
import { commentRows } from './store/comment-rows.ts';
import { journalRows } from './store/journal-rows.ts';
import { linkRows } from './store/link-rows.ts';
import { noticeRows } from './store/notice-rows.ts';
import { proposalRows } from './store/proposal-rows.ts';
import { recordRows } from './store/record-rows.ts';
import { withProfiles } from './store/samples.ts';
import { searchRows } from './store/search-rows.ts';
import { statsRows } from './store/stats-rows.ts';
import { taskRows } from './store/task-rows.ts';
import { transactionRows } from './store/transaction-rows.ts';

/**
 * The suite every store has to pass. `open` gives an empty, writable one each time. When a row fails, the store is wrong:
 * never this file.
 */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store | undefined;
    const get = (): Store => {
      if (store === undefined) throw new Error('the store was not opened');
      return store;
    };
    beforeEach(async () => {
      store = await withProfiles(await open());
    });
    afterEach(async () => {
      await store?.close();
    });

    describe('tasks', () => taskRows(get));
    describe('search', () => searchRows(get));
    describe('links', () => linkRows(get));
    describe('comments', () => commentRows(get));
    describe('attachments', () => attachmentRows(get));
    describe('notices', () => noticeRows(get));
    describe('proposals', () => proposalRows(get));
    describe('records', () => recordRows(get));
    describe('journal', () => journalRows(get));
    describe('statistics', () => statsRows(get));
    describe('transactions', () => transactionRows(get));
  });
}
