import { join } from 'node:path';
import { openSqliteStore } from '../../../../src-main/core/store/sqlite/open.ts';
import { describeStore } from '../../../contract/store-contract.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const clock = createFakeClock();

describeStore('the SQLite store in memory', () => openSqliteStore({ file: ':memory:', clock }));
describeStore('the SQLite store in a file', () =>
  openSqliteStore({ file: join(folder.fresh(), 'tasks.sqlite3'), clock }),
);
