import type { AsanaClient } from './asana-client.ts';

/** Who is signed in, asked once; a failure is not kept. */
export function createOwnId(client: AsanaClient): () => Promise<string> {
  let me: Promise<string> | null = null;
  return () => {
    me ??= client
      .me()
      .then(({ gid }) => gid)
      .catch((error: unknown) => {
        me = null;
        throw error;
      });
    return me;
  };
}
