import type { ConnectionTest } from '../../../src-shared/api/views.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { readOnlyHttp } from '../../../src-shared/http/read-only-http.ts';
import type { CoreOptions } from '../core.ts';
import { openConnector } from '../engine/open-places.ts';
import type { ApiContext } from './api-context.ts';

/** For what a person looks at: nothing is written at the service, and it goes before runs in the background. */
export function openForReading(options: CoreOptions, connection: Connection) {
  const opening = { signal: new AbortController().signal, isAwaited: () => true };
  return openConnector(options, connection, opening, readOnlyHttp(options.ports.http));
}

/** Each step with what it found; after the first that failed the rest is skipped. Nothing is written at the service. */
export async function testConnection({ options }: ApiContext, connection: Connection): Promise<ConnectionTest> {
  const steps: { label: string; state: 'ok' | 'failed' | 'skipped'; detail: string }[] = [];
  let failed = false;
  const step = async (label: string, work: () => Promise<string>): Promise<void> => {
    if (failed) {
      steps.push({ label, state: 'skipped', detail: '' });
      return;
    }
    try {
      steps.push({ label, state: 'ok', detail: await work() });
    } catch (error) {
      failed = true;
      steps.push({ label, state: 'failed', detail: toTaskSyncError(error).message });
    }
  };
  const opening = openForReading(options, connection);
  await step('Signed in', async () => {
    const { name, server } = await (await opening).connector.check();
    return server ? `as ${name}, ${server}` : `as ${name}`;
  });
  await step('Can see task lists', async () => {
    const containers = await (await opening).connector.containers();
    if (containers.length === 0)
      throw new TaskSyncError(
        'not-found',
        'This account has no list that holds tasks. Make one there, then test again.',
      );
    return (
      containers
        .map((container) => container.name)
        .slice(0, 5)
        .join(', ') + (containers.length > 5 ? ` and ${containers.length - 5} more` : '')
    );
  });
  await step('Can read what a task looks like', async () => {
    const { connector } = await opening;
    const [container] = await connector.containers();
    const schema = await connector.schema(container?.id ?? '');
    return `${Object.keys(schema.fields).length} fields`;
  });
  return { ok: !failed, steps };
}
