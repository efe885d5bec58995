/** What may go wrong with a request. `drop` breaks the connection before or after the server carried it out. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | { readonly kind: 'html' }
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'truncate' }
  /** The whole answer is this text, with the status of the real one. */
  | { readonly kind: 'body'; readonly body: string };

export interface FaultyRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface FaultRule {
  readonly fault: Fault;
  /** Default: every request. */
  readonly when?: (request: FaultyRequest) => boolean;
  /** How often; default: always. */
  readonly times?: number;
}

export interface Faults {
  /** The rule holds until its `times` are used up or the returned function is called. */
  add(rule: FaultRule): () => void;
  clear(): void;
  /** The fault of this request, which counts as one use. */
  take(request: FaultyRequest): Fault | null;
}

export function createFaults(): Faults {
  const rules = new Map<FaultRule, number>();
  return {
    add: (rule) => {
      rules.set(rule, rule.times ?? Number.POSITIVE_INFINITY);
      return () => {
        rules.delete(rule);
      };
    },
    clear: () => rules.clear(),
    take: (request) => {
      for (const [rule, left] of rules) {
        if (left <= 0 || !(rule.when?.(request) ?? true)) continue;
        rules.set(rule, left - 1);
        return rule.fault;
      }
      return null;
    },
  };
}
