import type { ApiEvent, ApiName } from '../../src-shared/api/contract.ts';

/** `connecting`: not yet open · `lost`: was open, tries again by itself · `refused`: the host does not know us. */
export type LineState = 'connecting' | 'open' | 'lost' | 'refused';

/** What carries calls to the host. `call` rejects with `TaskSyncError` only. Both listeners' functions end the subscription. */
export interface Transport {
  call(name: ApiName, input: unknown): Promise<unknown>;
  subscribe(listener: (event: ApiEvent) => void): () => void;
  line(): LineState;
  onLine(listener: (state: LineState) => void): () => void;
}
