/** A record as far as the soak edits it. */
export interface SoakRecord {
  /** Where it is at the server: a path or a number. */
  readonly id: string;
  /** First word of the title: the same record on every side. */
  readonly key: string;
  /** The rest of the title: one token. */
  readonly title: string;
  readonly lines: readonly string[];
  readonly labels: readonly string[];
}

export type Draft = Omit<SoakRecord, 'id'>;

/** One server with a bare client of its own, which is not ours: what a person's other program would do. */
export interface Side {
  readonly name: string;
  readonly hasLabels: boolean;
  /** The server refuses a write on top of a version that is out of date. */
  readonly hasPreconditions: boolean;
  all(): Promise<readonly SoakRecord[]>;
  create(draft: Draft): Promise<void>;
  /**
   * Reads, changes and writes; begins again when somebody was faster.
   * @param change gets what is there now; null: leave it
   * @returns false: it was left, or is not there any more
   */
  edit(id: string, change: (now: SoakRecord) => SoakRecord | null): Promise<boolean>;
  /** @returns what its remover saw; null: it is not there any more */
  remove(id: string): Promise<SoakRecord | null>;
  /** The record a write is about, without what every write changes; null: there is none. */
  snapshot(path: string): Promise<string | null>;
  close(): Promise<void>;
}

/** Lines that are in every body, so that insertions at the top and at the bottom do not touch. */
export const anchors = ['top', 'one', 'two', 'three', 'four', 'five', 'bottom'] as const;

const tokenPattern = /\btk[0-9a-z]+x\b/g;

/** Also in texts whose line ends are written as `\n`, as JSON and iCalendar do. */
export function tokensIn(text: string): readonly string[] {
  return text.replace(/\\[nr]/g, ' ').match(tokenPattern) ?? [];
}

export function parseTitle(text: string): Pick<SoakRecord, 'key' | 'title'> {
  const [key = '', ...rest] = text.split(' ');
  return { key, title: rest.join(' ') };
}
