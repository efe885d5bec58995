import { type ConnectionTest, type TestStep, type TestStepId, testStepIds } from '../../../src-shared/api/views.ts';
import type { Connector, Container } from '../../../src-shared/connector/connector.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { readOnlyHttp } from '../../../src-shared/http/read-only-http.ts';
import type { RequestEntry } from '../../../src-shared/ports/ports.ts';
import type { CoreOptions } from '../core.ts';
import { descriptorOf, openConnector } from '../engine/open-places.ts';
import { standingOf } from '../engine/standings.ts';
import { certificateOf, fingerprintsOf } from '../sign-in/own-certificate.ts';
import type { ApiContext } from './api-context.ts';

/** For what a person looks at: nothing is written at the service, and it goes before runs in the background. */
export function openForReading(options: CoreOptions, connection: Connection) {
  const opening = { signal: new AbortController().signal, isAwaited: () => true };
  return openConnector(options, connection, opening, readOnlyHttp(options.ports.http));
}

export interface TestOptions {
  /** Under which its lines are announced, and by which it can be ended. Absent: nobody watches. */
  readonly attempt?: string | undefined;
  /** The secret of a connection that was not saved. Absent: the stored one. */
  readonly secret?: string | null;
}

const labels: Readonly<Record<TestStepId, string>> = {
  reach: 'Server reached',
  secure: 'Secure connection',
  'sign-in': 'Signed in',
  lists: 'Can see task lists',
  read: 'Can read tasks',
  write: 'Can change tasks',
};

/** A line must not keep a person waiting. */
const longestStepMs = 10_000;

type Found = Omit<Partial<TestStep>, 'id' | 'label'>;

/**
 * Each line with what it found; after the first that failed the rest is skipped. Nothing is written at the service, so whether
 * it may be is what the service says of its lists. What came of it is remembered until the program ends.
 */
export async function testConnection(
  context: ApiContext,
  connection: Connection,
  { attempt, secret }: TestOptions = {},
): Promise<ConnectionTest> {
  const { options } = context;
  const { clock, http } = options.ports;
  const stop = attempt === undefined ? new AbortController() : context.tests.begin(attempt);
  const steps = new Map<TestStepId, TestStep>();
  const answers: RequestEntry[] = [];
  let failed: TestStepId | null = null;

  const tell = (step: TestStep | { readonly id: TestStepId; readonly state: 'running' }): void => {
    if (attempt !== undefined) context.emit({ kind: 'connection-test', attempt, step });
  };
  const note = (id: TestStepId, found: Found): void => {
    if (steps.has(id)) return;
    const step: TestStep = { id, label: labels[id], state: 'ok', detail: '', facts: {}, ...found };
    if (step.state === 'failed') failed = id;
    steps.set(id, step);
    tell(step);
  };
  const noteFailure = (id: TestStepId, error: unknown): void => {
    const { code, message } = toTaskSyncError(error);
    note(id, { state: 'failed', detail: message, code });
  };
  const step = async (id: TestStepId, work: () => Promise<Found>): Promise<void> => {
    if (failed !== null || stop.signal.aborted) return;
    tell({ id, state: 'running' });
    const patience = new AbortController();
    const late = clock.sleep(longestStepMs, patience.signal).then(() => {
      stop.abort();
      throw tooSlow();
    });
    late.catch(() => undefined);
    const given = new Promise<never>((_, reject) => {
      stop.signal.addEventListener('abort', () => queueMicrotask(() => reject(givenUp())), { once: true });
    });
    given.catch(() => undefined);
    try {
      note(id, await Promise.race([work(), late, given]));
    } catch (error) {
      noteFailure(answers.length === 0 && id === 'sign-in' ? whereItStopped(error) : id, error);
    } finally {
      patience.abort();
    }
  };

  /** As soon as anything was answered, whatever it said, the server is there. */
  const onRequest = (entry: RequestEntry): void => {
    if (entry.status === null) return;
    answers.push(entry);
    noteServer(entry);
  };
  const noteServer = (entry: RequestEntry | null): void => {
    if (steps.has('reach')) return;
    note(
      'reach',
      entry === null ? {} : { detail: `${entry.host}, ${entry.ms} ms`, facts: { host: entry.host, ms: entry.ms } },
    );
    note('secure', safety(connection));
  };

  const opening = {
    signal: stop.signal,
    isAwaited: () => true,
    onRequest,
    ...(secret === undefined ? {} : { secret }),
  };
  let connector: Connector | null = null;
  const canWrite = descriptorOf(options, connection.connector).capabilities.canCreate;
  let containers: readonly Container[] = [];
  const open = (): Connector => {
    if (connector === null) throw new TaskSyncError('bug', 'The connector was not opened.');
    return connector;
  };
  tell({ id: 'reach', state: 'running' });
  await step('sign-in', async () => {
    ({ connector } = await openConnector(options, connection, opening, readOnlyHttp(http)));
    const { name, server } = await open().check();
    noteServer(null);
    return {
      detail: server ? `as ${name}, ${server}` : `as ${name}`,
      facts: { account: name, ...(server && { server }) },
    };
  });
  await step('lists', async () => {
    containers = await open().containers();
    if (containers.length > 0) return { detail: listText(containers), facts: listFacts(containers) };
    throw new TaskSyncError('not-found', 'This account has no list that holds tasks. Make one there, then test again.');
  });
  await step('read', async () => {
    const [first] = containers;
    if (first === undefined) return {};
    const { fields } = await open().schema(first.id);
    const tasks = await firstTasks(open(), first.id);
    const count = Object.keys(fields).length;
    return {
      detail: `${count} fields, ${tasks === 0 ? 'no task yet' : 'a task was read'} in ${first.name}`,
      facts: { fields: count, tasks, list: first.name },
    };
  });
  await step('write', async () => {
    if (connection.readOnly) return { state: 'skipped', detail: 'not wanted: it only reads' };
    const open = containers.filter(({ writable }) => writable).length;
    if (open === 0 && !canWrite) return { state: 'warning', detail: 'this service can only be read' };
    if (open === 0) throw onlyRead();
    if (open === containers.length) return {};
    return {
      state: 'warning',
      detail: `in ${open} of ${containers.length}`,
      facts: { open, count: containers.length },
    };
  });

  for (const id of testStepIds) note(id, { state: 'skipped' });
  const ended = testStepIds.flatMap((id) => steps.get(id) ?? []);
  const ok = !ended.some(({ state, id }) => state === 'failed' || (state === 'skipped' && id === 'sign-in'));
  if (attempt !== undefined) context.tests.end(attempt);
  const wrong = ended.find(({ state }) => state === 'failed');
  const isGivenUp = wrong?.code === 'cancelled';
  if (!isGivenUp) {
    const { detail: message = null, code = null } = wrong ?? {};
    standingOf(options, connection.id).tested = { at: clock.now(), ok, message, code };
  }
  return { ok, steps: ended, ...(failed === 'write' ? { readOnlyHelps: true as const } : {}) };
}

/** No answer at all: it is the server that is not there, unless it is we who could not ask. */
function whereItStopped(error: unknown): TestStepId {
  const { code } = toTaskSyncError(error);
  return code === 'unavailable' || code === 'cancelled' ? 'reach' : 'sign-in';
}

/** Records in the first page, whatever they are. */
async function firstTasks(connector: Connector, container: string): Promise<number> {
  for await (const page of connector.pull({ container, cursor: null, known: async () => new Map() })) {
    return page.tasks.length;
  }
  return 0;
}

function safety(connection: Connection): Found {
  const url = connection.url === null ? null : URL.parse(connection.url);
  const own = certificateOf(connection);
  if (url?.protocol !== 'http:' && own !== null) {
    const fingerprint = fingerprintsOf(own).join(', ');
    return {
      detail: `encrypted, with the certificate that you gave: SHA-256 ${fingerprint}`,
      facts: { is: 'own', fingerprint },
    };
  }
  if (url?.protocol !== 'http:') return { detail: 'encrypted', facts: { is: 'encrypted' } };
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (isHere) return { detail: 'not encrypted, but it stays on this computer', facts: { is: 'here' } };
  return {
    state: 'warning',
    detail: 'not encrypted: others on the network can read it. Use an address with https:// if there is one',
    facts: { is: 'open' },
  };
}

const mostNames = 5;

function listText(containers: readonly Container[]): string {
  const names = containers.map(({ name }) => name).slice(0, mostNames);
  const more = containers.length > mostNames ? ` and ${containers.length - mostNames} more` : '';
  return `${names.join(', ')}${more}`;
}

function listFacts(containers: readonly Container[]): Record<string, string | number> {
  const names = containers.map(({ name }) => name).slice(0, mostNames);
  return { names: names.join(', '), count: containers.length, more: containers.length - names.length };
}

function tooSlow(): TaskSyncError {
  return new TaskSyncError(
    'unavailable',
    'There was no answer within ten seconds, so the test was ended. Check the address and the network, then test again.',
  );
}

function givenUp(): TaskSyncError {
  return new TaskSyncError('cancelled', 'The test was ended.');
}

function onlyRead(): TaskSyncError {
  return new TaskSyncError(
    'forbidden',
    'The account may look at its lists but not change them. Give it (or its token) the right to write, then test again; or use the connection for reading only.',
  );
}
