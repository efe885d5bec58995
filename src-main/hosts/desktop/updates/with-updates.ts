import type { Api, ApiCall, ApiEvent, ApiInput, ApiName } from '../../../../src-shared/api/contract.ts';
import type { Updates } from './updates.ts';

export interface WatchedUpdates extends Updates {
  onChange(listener: () => void): () => void;
}

/** An API with the updates of the installed program beside it. */
export function withUpdates(api: Api, updates: WatchedUpdates): Api {
  const call = async (name: ApiName, input: unknown): Promise<unknown> => {
    switch (name) {
      case 'updates.show':
        return updates.show();
      case 'updates.check':
        return await updates.check();
      case 'updates.choose':
        return await updates.choose((input as ApiInput<'updates.choose'>).channel);
      case 'updates.install':
        return await updates.install();
      default:
        return await api.call(name, input as never);
    }
  };
  return {
    call: call as ApiCall,
    subscribe: (listener: (event: ApiEvent) => void) => {
      const ends = [api.subscribe(listener), updates.onChange(() => listener({ kind: 'changed', what: ['updates'] }))];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
