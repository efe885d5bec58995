import type { Connector, PullProblem, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import {
  type Difference,
  type DifferenceCause,
  differenceCauses,
  type Verification,
} from '../../../src-shared/domain/verification.ts';
import { toTaskSyncError } from '../../../src-shared/errors.ts';
import { limitScripts } from '../../../src-shared/rules/limit-scripts.ts';
import { compareRecord, type OpenMatters } from '../../../src-shared/sync/compare-record.ts';
import type { SyncRules } from '../../../src-shared/sync/rules.ts';
import type { CoreOptions } from '../core.ts';
import { isDoubtful } from '../store/restored.ts';
import { scopeOf } from './endpoint-scope.ts';
import { rulesFor } from './make-plan.ts';
import { openPlaces } from './open-places.ts';
import { breathe, type Place, type RunContext, timestamp } from './run-context.ts';
import { toObservation } from './store-observations.ts';
import { verificationKey } from './verification-key.ts';
import { verifyAttachments } from './verify-attachments.ts';
import { verifyComments } from './verify-comments.ts';

/** Differences that are kept one by one; the rest is counted, so that memory does not grow with the trouble. */
const mostKept = 500;

/** Notes of one verification while it runs. */
interface Findings {
  readonly id: string;
  readonly counts: Record<DifferenceCause, number>;
  readonly differences: Difference[];
}

/** One endpoint while it is read. */
interface Reading {
  readonly context: RunContext;
  readonly place: Place;
  readonly connector: Connector;
  readonly findings: Findings;
  equal: number;
  equalComments: number;
  equalAttachments: number;
}

/**
 * Reads every record of every endpoint again, without a cursor, and compares it with its base and with what its task says
 * (L11). It repairs nothing and writes to no service: the HTTP layer refuses every method that would. Page by page; which
 * links have been seen is kept in the store, because only then absentees can be named without holding all ids in memory.
 */
export async function verifyProfile(
  options: CoreOptions,
  profile: Profile,
  signal: AbortSignal,
): Promise<Verification> {
  const { ports, store } = options;
  const startedAt = timestamp(ports);
  const context: RunContext = {
    store,
    ports,
    profile,
    run: 'verify',
    signal,
    byHand: true,
    scripts: limitScripts(ports.scripts),
    isPastLost: await isDoubtful(store, profile.id),
    places: await openPlaces(options, profile, { signal, mode: 'preview', isAwaited: () => true }),
    report: () => {},
  };
  const counts = Object.fromEntries(differenceCauses.map((cause) => [cause, 0])) as Findings['counts'];
  const findings: Findings = { id: ports.ids.next(), counts, differences: [] };
  const endpoints: Verification['endpoints'][number][] = [];
  // One after the other: two readings at once would make the counts of a busy moment, not of one.
  for (const place of context.places) endpoints.push(await verifyEndpoint(context, place, findings));
  const finishedAt = timestamp(ports);
  const verification: Verification = { ...findings, profile: profile.id, startedAt, finishedAt, endpoints };
  await store.transaction('proof', (tx) => tx.settings.set(verificationKey(profile.id), verification));
  return verification;
}

async function verifyEndpoint(
  context: RunContext,
  place: Place,
  findings: Findings,
): Promise<Verification['endpoints'][number]> {
  const { endpoint, descriptor } = place;
  let counts = { equal: 0, equalComments: 0, equalAttachments: 0 };
  try {
    if (!place.connector) throw place.failure;
    const reading: Reading = { context, place, connector: place.connector, findings, ...counts };
    await readAll(reading).finally(() => {
      const { equal, equalComments, equalAttachments } = reading;
      counts = { equal, equalComments, equalAttachments };
    });
  } catch (error) {
    place.failure = toTaskSyncError(error);
    if (context.signal.aborted) throw place.failure;
  }
  return {
    endpoint: endpoint.id,
    name: endpoint.name,
    connector: descriptor.id,
    links: await context.store.links.countLive(endpoint.id),
    ...counts,
    requests: place.http.requests,
    failure: place.failure && { code: place.failure.code, message: place.failure.message },
  };
}

async function readAll(reading: Reading): Promise<void> {
  const { context, place, connector } = reading;
  const { container } = place.endpoint;
  place.schema ??= await connector.schema(container);
  place.scope = scopeOf(place, context.profile);
  const pages = connector.pull({ container, cursor: null, known: async () => new Map() });
  for await (const page of pages) {
    await compareBatch(reading, page.tasks);
    await noteUnreadable(reading, page.problems);
    await breathe(context);
  }
  await readAbsentees(reading);
}

/** A listing that does not show a record proves nothing (S8): each is asked for by its id, twice when it is not there. */
async function readAbsentees(reading: Reading): Promise<void> {
  const { context, place, connector, findings } = reading;
  const { id, container } = place.endpoint;
  const { batchSize } = place.descriptor.capabilities;
  for (let after: string | null = null; ; ) {
    const links: readonly Link[] = await context.store.links.unproven(id, findings.id, after, batchSize);
    if (links.length === 0) return;
    const first = await connector.get(
      container,
      links.map((link) => link.remoteId),
    );
    const again = first.missing.length > 0 ? await connector.get(container, first.missing) : null;
    await compareBatch(reading, [...first.tasks, ...(again?.tasks ?? [])]);
    await noteUnreadable(reading, [...first.problems, ...(again?.problems ?? [])]);
    await noteMissing(reading, links, new Set(again?.missing));
    after = links.at(-1)?.remoteId ?? null;
    await breathe(context);
  }
}

async function compareBatch(reading: Reading, records: readonly RemoteTask[]): Promise<void> {
  if (records.length === 0) return;
  const { context, place, findings } = reading;
  const { store } = context;
  const links = await linksOf(reading, records);
  const fresh = new Set(
    await store.transaction('proof', (tx) =>
      tx.links.prove(
        [...links.values()].map((link) => link.id),
        findings.id,
      ),
    ),
  );
  const { tasks, openAt } = await openMatters(reading, [...links.values()]);
  const pairs = records.flatMap((record) => {
    const link = links.get(record.id);
    return link ? [{ record, link, task: tasks.get(link.task) ?? null }] : [];
  });
  const rules = await rulesOf(context, pairs);
  const placeRules = rules.endpoints.find((one) => one.endpoint.id === place.endpoint.id);
  for (const { record, link, task } of pairs) {
    if (!placeRules || !fresh.has(link.id) || link.state === 'unlinked') continue;
    const open = openAt(link.task);
    if (task === null && open.isAsked) {
      note(reading, { ...whole(link, task), cause: 'match' });
      continue;
    }
    if (link.state !== 'linked') {
      note(reading, { ...whole(link, task), cause: open.isWaiting ? 'changed-there' : 'unexplained' });
      continue;
    }
    const hasVersions = place.descriptor.capabilities.precondition;
    const found = compareRecord({ link, task, record }, placeRules, rules, open, hasVersions);
    if (found.length === 0) reading.equal++;
    for (const one of found) note(reading, { ...whole(link, task), ...one });
  }
  await compareCarried(
    reading,
    pairs.filter(({ link }) => fresh.has(link.id) && link.state === 'linked'),
  );
  await noteStrangers(
    reading,
    records.filter((record) => !links.has(record.id)),
  );
}

/** What belongs to the records of a batch: comments and attachments. */
async function compareCarried(
  reading: Reading,
  pairs: readonly { readonly record: RemoteTask; readonly link: Link; readonly task: Task | null }[],
): Promise<void> {
  const { context, place } = reading;
  const tasks = new Map(pairs.map(({ link, task }) => [link.id, task]));
  const records = pairs.map(({ record }) => record);
  const links = pairs.map(({ link }) => link);
  const comments = await verifyComments(context, place, records, links);
  const attachments = await verifyAttachments(context, place, records, links);
  reading.equalComments += comments.equal;
  reading.equalAttachments += attachments.equal;
  for (const { link, difference } of [...comments.differences, ...attachments.differences]) {
    note(reading, { ...whole(link, tasks.get(link.id) ?? null), ...difference });
  }
}

/** By record; of several links of one record the living one. */
async function linksOf({ context, place }: Reading, records: readonly RemoteTask[]): Promise<Map<string, Link>> {
  const ids = records.map((record) => record.id);
  const found = new Map<string, Link>();
  for (const link of await context.store.links.byRemote(place.endpoint.id, ids)) {
    if (found.get(link.remoteId)?.state !== 'linked') found.set(link.remoteId, link);
  }
  return found;
}

/** What is known to be open about the tasks of a batch, one batch of statements. */
async function openMatters({ context, place }: Reading, links: readonly Link[]) {
  const { store } = context;
  const ids = links.map((link) => link.task);
  const isHere = ({ endpoint }: { readonly endpoint: string }): boolean => endpoint === place.endpoint.id;
  const tasks = await store.tasks.get(ids);
  const dirty = await store.links.dirtyAmong(ids);
  const ops = new Set((await store.outbox.byTasks(ids)).filter(isHere).map((op) => op.task));
  const conflicts = (await store.conflicts.byTasks(ids)).filter((one) => isHere(one) && one.state === 'open');
  const problems = (await store.problems.open({ tasks: ids })).filter(isHere);
  const asked = new Set(
    (await store.proposals.byTasks(ids)).flatMap(({ state, task, twin }) => (state === 'open' ? [task, twin] : [])),
  );
  const openAt = (task: TaskId): OpenMatters & { readonly isAsked: boolean } => ({
    isAsked: asked.has(task),
    isWaiting: dirty.has(task) || ops.has(task),
    conflicts: new Set(conflicts.filter((one) => one.task === task).map((one) => one.field)),
    problems: new Set(problems.filter((one) => one.task === task).map((one) => one.field)),
  });
  return { tasks, openAt };
}

/** References are looked up for what the records say now, not for what was seen last. */
async function rulesOf(
  context: RunContext,
  pairs: readonly { readonly record: RemoteTask; readonly link: Link; readonly task: Task | null }[],
): Promise<SyncRules> {
  const items = pairs.map(({ record, link, task }) => ({
    taskId: link.task,
    task,
    links: [{ ...link, observation: toObservation(context, record) }],
    creating: new Set<string>(),
  }));
  return await rulesFor(context, items);
}

/**
 * Records that no link knows: no run has seen them, or one saw them and said why they are left alone. What the filter keeps out
 * is none of our business.
 */
async function noteStrangers(reading: Reading, all: readonly RemoteTask[]): Promise<void> {
  const { context, place } = reading;
  const records = all.filter(({ fields }) => place.scope.includes(fields));
  if (records.length === 0) return;
  const problems = (await context.store.problems.open({ profile: context.profile.id })).filter(
    (problem) => problem.endpoint === place.endpoint.id && problem.task === null,
  );
  for (const { id, fields } of records) {
    const isReported = problems.some((problem) => problem.remoteId === id);
    const title = typeof fields['title'] === 'string' ? fields['title'] : null;
    note(reading, { ...record(place, id), title, cause: isReported ? 'problem' : 'unknown-there' });
  }
}

async function noteUnreadable(reading: Reading, problems: readonly PullProblem[]): Promise<void> {
  if (problems.length === 0) return;
  const { context, place, findings } = reading;
  const ids = problems.map((problem) => problem.id);
  const links = await context.store.links.byRemote(place.endpoint.id, ids);
  await context.store.transaction('proof', (tx) =>
    tx.links.prove(
      links.map((link) => link.id),
      findings.id,
    ),
  );
  for (const id of ids) {
    const link = links.findLast((one) => one.remoteId === id);
    note(reading, { ...record(place, id), task: link?.task ?? null, cause: 'problem' });
  }
}

async function noteMissing(reading: Reading, links: readonly Link[], missing: ReadonlySet<string>): Promise<void> {
  const gone = links.filter((link) => missing.has(link.remoteId));
  if (gone.length === 0) return;
  const tasks = await reading.context.store.tasks.get(gone.map((link) => link.task));
  for (const link of gone) note(reading, { ...whole(link, tasks.get(link.task) ?? null), cause: 'missing-there' });
}

function note({ findings }: Reading, difference: Difference): void {
  findings.counts[difference.cause]++;
  if (findings.differences.length < mostKept) findings.differences.push(difference);
}

type Bare = Omit<Difference, 'cause'>;

function record({ endpoint }: Place, remoteId: string): Bare {
  const nothing = { field: null, here: undefined, base: undefined, there: undefined };
  return { endpoint: endpoint.id, task: null, title: null, remoteId, ...nothing };
}

function whole(link: Link, task: Task | null): Bare {
  const title = task?.fields['title'] ?? link.observation?.fields['title'];
  return {
    endpoint: link.endpoint,
    task: link.task,
    title: typeof title === 'string' ? title : null,
    remoteId: link.remoteId,
    field: null,
    here: undefined,
    base: undefined,
    there: undefined,
  };
}
