import { describeTransport } from '../../../contract/transport-contract.ts';
import { connectSocket, tokenOf } from './socket-client.ts';
import { startTestHost } from './start-host.ts';

describeTransport('WebSocket', async (api) => {
  const host = await startTestHost(api);
  const client = await connectSocket(host.port, tokenOf(host.link()));
  let closed: Promise<void> | undefined;
  return {
    ...client,
    close: () => {
      closed ??= client.close().then(() => host.close());
      return closed;
    },
  };
});
