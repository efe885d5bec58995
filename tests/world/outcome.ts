/** What came of playing a story. */
export interface Outcome<Story> {
  /** The invariant that was broken, and how; null when all held. */
  readonly failure: { readonly invariant: string; readonly message: string } | null;
  /** The story with the faults that really struck, one by one: what shrinking starts from. */
  readonly story: Story;
  readonly hash: string;
  readonly lines: readonly string[];
  readonly coverage: ReadonlyMap<string, number>;
  /** By event: the crash points that its sync passed. */
  readonly passed: ReadonlyMap<number, readonly string[]>;
}
