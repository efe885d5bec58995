/** One number with its labels. A label is a word of ours, a code or a connector's id: never somebody's name (SEC-23). */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** How many of what was measured were at most so long, and all of it together. */
export interface Distribution {
  readonly labels: Readonly<Record<string, string>>;
  /** One for each bound, each with those below it in it. */
  readonly atMost: readonly number[];
  readonly count: number;
  readonly sum: number;
}

export type Metric =
  | {
      readonly kind: 'counter' | 'gauge';
      readonly name: string;
      readonly help: string;
      readonly samples: readonly Sample[];
    }
  | {
      readonly kind: 'histogram';
      readonly name: string;
      readonly help: string;
      readonly bounds: readonly number[];
      readonly distributions: readonly Distribution[];
    };
