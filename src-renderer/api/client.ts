import type { ApiCall, ApiName, ApiOutput } from '../../src-shared/api/contract.ts';
import { createIpcTransport } from './ipc-transport.ts';
import { createSocketTransport } from './socket-transport.ts';
import type { Transport } from './transport.ts';

/** The one way to the core: inside the desktop app over its preload, in a browser over a WebSocket to the page's own host. */
export const client = createClient();

export interface Client extends Omit<Transport, 'call'> {
  readonly call: ApiCall;
  /** The same for a name that is only known while running; whoever uses it vouches for the types. */
  readonly send: Transport['call'];
}

function createClient(): Client {
  const transport = chooseTransport();
  return {
    ...transport,
    send: transport.call,
    call: <Name extends ApiName>(name: Name, input: unknown) => transport.call(name, input) as Promise<ApiOutput<Name>>,
  };
}

function chooseTransport(): Transport {
  if (window.taskSync) return createIpcTransport(window.taskSync);
  return createSocketTransport(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api`);
}
