import type { Connection } from '../../src-shared/domain/connection.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import type { RequestEntry } from '../../src-shared/ports/ports.ts';
import type { CoreOptions } from './core.ts';
import { metricsOf } from './metrics/metrics.ts';
import type { Store } from './store/store.ts';

/** Where every request to a service is told: the log, the request log and the metrics. */
export interface RequestJournal {
  /** The number of the next one. */
  next(): number;
  note(entry: RequestEntry, of: { readonly connection: Connection; readonly run: RunId | null }): void;
}

const byStore = new WeakMap<Store, RequestJournal>();

/** The same for all requests of a core, which is known by its store. */
export function requestJournalOf({ store, ports }: Pick<CoreOptions, 'store' | 'ports'>): RequestJournal {
  const known = byStore.get(store);
  if (known !== undefined) return known;
  const metrics = metricsOf({ store, ports });
  let last = 0;
  const made: RequestJournal = {
    next: () => ++last,
    note: (entry, { connection, run }) => {
      const { at: _, ...facts } = entry;
      // What went wrong is worth a line at the usual level; the rest would be most of the log.
      const level = entry.status === null || entry.status >= 400 ? 'info' : 'debug';
      ports.logger[level]('http.request', { ...facts, run, connection: connection.id });
      metrics.request(connection.connector, entry);
      ports.requests?.add({ ...entry, connection: connection.name, run });
    },
  };
  byStore.set(store, made);
  return made;
}
