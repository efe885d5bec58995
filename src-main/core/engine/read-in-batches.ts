import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Place } from './run-context.ts';

/** What a connector reads of records, such as their comments: as many records in one go as the service takes. */
export interface RecordReader<R> {
  read(container: string, records: readonly RemoteId[]): Promise<readonly R[]>;
}

export async function readInBatches<R>(
  place: Place,
  reader: RecordReader<R>,
  records: readonly RemoteId[],
): Promise<readonly R[]> {
  const { batchSize } = place.descriptor.capabilities;
  const all: R[] = [];
  for (let start = 0; start < records.length; start += batchSize) {
    all.push(...(await reader.read(place.endpoint.container, records.slice(start, start + batchSize))));
  }
  return all;
}
