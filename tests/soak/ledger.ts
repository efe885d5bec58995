/** Fields that the soak edits. */
export type SoakField = 'title' | 'lines' | 'labels';

/** One thing that somebody wanted, with a word in it that is nowhere else. */
export interface Intent {
  readonly token: string;
  readonly key: string;
  readonly field: SoakField;
  /** A side, or `here`: the app itself. */
  readonly author: string;
  /** Tokens that its author saw and took away. */
  readonly replaces: readonly string[];
}

/** Somebody removed the record, or decided a conflict, and saw these tokens when they did. */
export interface Dismissal {
  readonly kind: 'removed' | 'decided';
  readonly key: string;
  readonly author: string;
  readonly saw: readonly string[];
}

/** Everything that anybody wanted: what the records at the end are judged by. */
export interface Ledger {
  readonly intents: ReadonlyMap<string, Intent>;
  readonly dismissals: readonly Dismissal[];
  /** Everything that happened, in order: to find out how something came about. */
  readonly diary: string[];
  token(): string;
  key(): string;
  /** Before it is sent, and again when its author had to look again. */
  note(intent: Intent): void;
  /** It was not sent after all. */
  withdraw(token: string): void;
  dismiss(dismissal: Dismissal): void;
}

export function createLedger(): Ledger {
  const intents = new Map<string, Intent>();
  const dismissals: Dismissal[] = [];
  const diary: string[] = [];
  let tokens = 0;
  let keys = 0;
  return {
    intents,
    dismissals,
    diary,
    token: () => `tk${(++tokens).toString(36)}x`,
    key: () => `k${++keys}`,
    note: (intent) => {
      const { token, key, field, author, replaces } = intent;
      diary.push(`${author} wants ${token} in the ${field} of ${key}, instead of (${replaces})`);
      intents.set(token, intent);
    },
    withdraw: (token) => {
      diary.push(`not ${token} after all`);
      intents.delete(token);
    },
    dismiss: (dismissal) => {
      const { kind, key, author, saw } = dismissal;
      diary.push(`${key} ${kind} by ${author}, who saw (${saw})`);
      dismissals.push(dismissal);
    },
  };
}
