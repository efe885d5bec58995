import type { Timestamp } from '../../../../src-shared/domain/ids.ts';
import { digestOf } from '../journal-seal.ts';
import type { JournalCheck, JournalFault, JournalSeal } from '../store.ts';
import { entriesAfter, follow, type Head, type Kept, readHead } from './journal.ts';
import { fromJson } from './json.ts';
import type { SqlConnection } from './sql-connection.ts';

/** Read at once, so that the event loop is not held up for long. */
const pageSize = 200;
const mostFaults = 20;
const noSeal: JournalSeal = { last: 0, seal: '' };
const noHead: Head = { anchor: noSeal, end: noSeal, oldBefore: '' };

/** As `HistoryRepo.check`. */
export async function checkJournal(db: SqlConnection, noted?: JournalSeal): Promise<JournalCheck> {
  const walk = new Walk((readHead(db) ?? noHead).end, noted);
  let position = 0;
  await db.untilDone(() => {
    const page = entriesAfter(db, position, pageSize);
    // After the page: what a compaction took out of it meanwhile is before the anchor then.
    walk.heed(readHead(db) ?? noHead);
    for (const entry of page) walk.pass(entry);
    position = page.at(-1)?.id ?? position;
    return page.length === pageSize;
  });
  return walk.result();
}

/** One pass over the journal, entry by entry. */
class Walk {
  readonly #end: JournalSeal;
  readonly #noted: JournalSeal | undefined;
  readonly #faults: JournalFault[] = [];
  #reached = noSeal;
  #head = noHead;
  #heldNoted = false;
  #entries = 0;
  #removed = 0;

  constructor(end: JournalSeal, noted: JournalSeal | undefined) {
    this.#end = end;
    this.#noted = noted;
  }

  /** Where the chain begins, which may have moved. */
  heed(head: Head): void {
    this.#head = head;
    const { anchor } = head;
    if (this.#reached === noSeal || this.#reached.last < anchor.last) this.#reach(anchor);
  }

  pass(entry: Kept): void {
    if (entry.content === null) this.#removed++;
    else this.#entries++;
    const kind = judge(entry, this.#head.oldBefore);
    // Those after the end were added meanwhile; only their digest can tell by whom.
    const isAfter = entry.id > this.#end.last;
    if (kind !== null) this.#report(isAfter ? 'added' : kind, entry.id, entry);
    if (isAfter || entry.id <= this.#head.anchor.last) return;
    const next = this.#reached.last + 1;
    if (entry.id > next) this.#report('missing', next);
    this.#reach(follow(this.#reached, entry));
  }

  result(): JournalCheck {
    const isShort = this.#reached.last < this.#end.last;
    if (isShort) this.#report('missing', this.#reached.last + 1);
    const fits = this.#reached.last > this.#end.last || this.#reached.seal === this.#end.seal;
    if (this.#end === noSeal || (!fits && this.#faults.length === 0)) this.#report('rewritten', this.#end.last);
    return {
      seal: this.#end,
      entries: this.#entries,
      removed: this.#removed,
      anchor: this.#head.anchor.last,
      faults: this.#faults,
      noted: this.#judgeNoted(),
    };
  }

  #judgeNoted(): JournalCheck['noted'] {
    if (this.#noted === undefined) return null;
    if (this.#heldNoted) return 'held';
    return this.#noted.last < this.#head.anchor.last ? 'too-old' : 'broken';
  }

  #reach(at: JournalSeal): void {
    this.#reached = at;
    if (at.last === this.#noted?.last && at.seal === this.#noted.seal) this.#heldNoted = true;
  }

  #report(kind: JournalFault['kind'], entry: number, from: Kept | null = null): void {
    if (this.#faults.length === mostFaults) return;
    this.#faults.push({ kind, entry, at: from?.at ?? null, task: from?.task ?? null });
  }
}

function judge(entry: Kept, oldBefore: Timestamp): 'changed' | 'removed' | null {
  const { content, at, task, run } = entry;
  if (content === null) {
    return entry.with_task === 1 || at < oldBefore ? null : 'removed';
  }
  if (digestOf(content) !== entry.digest) return 'changed';
  // By these columns it is found: they are copies of what it says.
  const said = fromJson(content);
  return said.at === at && said.task === task && said.run === run ? null : 'changed';
}
