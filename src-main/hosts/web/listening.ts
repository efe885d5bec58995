import type { Server } from 'node:http';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** Resolves to the port. Throws `invalid-input` with a sentence when it cannot be had. */
export function listen(server: Server, host: string, port: number, option: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(port, option, error)));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

export async function stopListening(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

function cannotListen(port: number, option: string, cause: Error): TaskSyncError {
  const code = 'code' in cause ? cause.code : '';
  if (code === 'EADDRNOTAVAIL') {
    return new TaskSyncError('invalid-input', 'This computer does not have the address. Nothing was opened.', {
      cause,
    });
  }
  const reason = code === 'EADDRINUSE' ? 'is taken by another program' : 'cannot be used';
  return new TaskSyncError(
    'invalid-input',
    `Port ${port} of this computer ${reason}. Nothing was started. Choose another one with ${option}.`,
    { cause },
  );
}
