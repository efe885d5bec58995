import type { Fault } from './faults.ts';

/** One request as it arrives at a service, by whichever way. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** What goes wrong with it, where the way knows; otherwise the service's own faults are asked. */
  readonly fault?: Fault;
  /** Lets the time of a slow answer pass. */
  sleep(ms: number): Promise<void>;
}

/** `lost`: the connection breaks without an answer. `isCut`: it breaks after half of the body. */
export type Outgoing =
  | { readonly kind: 'lost' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array | null;
      readonly isCut: boolean;
    };

/** Never throws: a mistake of the service is an answer, too. */
export type Serve = (incoming: Incoming) => Promise<Outgoing>;

/** Where a service can be reached. */
export interface Door {
  /** Without a slash at the end. */
  readonly origin: string;
  close(): Promise<void>;
}

/** A way to services: real sockets, or within this program. */
export interface Front {
  /** @param port default: any free one */
  open(serve: Serve, port?: number): Promise<Door>;
}
