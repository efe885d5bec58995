import type { Connector, PullPage } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import type { EndpointState } from '../store/store.ts';
import { markReadAnew, planReading, type Reading, scopeOf } from './endpoint-scope.ts';
import { noteFields } from './missing-fields.ts';
import { proveDeletions } from './prove-deletions.ts';
import { type AttachmentReading, readAttachments } from './read-attachments.ts';
import { type CommentReading, readComments, versionsRead } from './read-comments.ts';
import { readCopiesAgain } from './read-copies.ts';
import { breathe, type Place, problemAt, type RunContext, timestamp } from './run-context.ts';
import { storeAttachments } from './store-attachments.ts';
import { storeComments } from './store-comments.ts';
import { storeDeletions, storeObservations } from './store-observations.ts';

/** How long a container's schema is trusted before it is read again. */
const schemaAgeMs = 24 * 3_600_000;

/**
 * Step 1: reads what changed at one endpoint since its cursor. Each page is stored in one transaction together with the
 * cursor that follows it (S11). A failure takes the endpoint out of this run; what was stored stays.
 */
export async function observe(context: RunContext, place: Place): Promise<void> {
  const { connector } = place;
  if (!connector || place.failure) return;
  try {
    const known = await readSchema(context, place, connector);
    const reading = await planReading(context, place, known.cursor);
    const state = reading.isAnew ? { ...known, cursor: null } : known;
    const { liveCount, isRestarted } = await pullAll(context, place, connector, state, reading);
    if (isRestarted || place.descriptor.capabilities.deletions === 'listing') {
      await proveDeletions(context, place, connector, liveCount);
    }
    await readCopiesAgain(context, place, connector);
    if (isRestarted) await markRestarted(context, place, false);
    if (reading.isAnew) await markReadAnew(context, place);
  } catch (error) {
    const failure = toTaskSyncError(error);
    if (context.signal.aborted) throw failure;
    place.failure = failure;
  }
}

async function readSchema(context: RunContext, place: Place, connector: Connector): Promise<EndpointState> {
  const { store, ports } = context;
  const state = await store.endpoints.get(place.endpoint.id);
  const age = state.schemaAt === null ? Number.POSITIVE_INFINITY : ports.clock.now() - Date.parse(state.schemaAt);
  // An age below nothing: the clock was set back since.
  if (state.schema && age >= 0 && age < schemaAgeMs) return state;
  const schema = await connector.schema(place.endpoint.container);
  const next: EndpointState = { ...state, schema, schemaAt: timestamp(ports) };
  await store.transaction('schema', async (tx) => {
    await tx.endpoints.put(next);
    await noteFields(tx, place.endpoint.id, state.schema, schema);
    // A value that had no counterpart may have one now.
    if (state.schema && JSON.stringify(state.schema) !== JSON.stringify(schema)) {
      await tx.links.markAllDirty(context.profile.id);
    }
  });
  place.schema = schema;
  place.scope = scopeOf(place, context.profile);
  return next;
}

interface Pulled {
  /** Live records in the container, if the service said so. */
  readonly liveCount: number | undefined;
  /** The service no longer knew the cursor, and everything was read again: now, or in a run that did not get to the end. */
  readonly isRestarted: boolean;
}

async function pullAll(
  context: RunContext,
  place: Place,
  connector: Connector,
  state: EndpointState,
  reading: Reading,
): Promise<Pulled> {
  // Without a cursor although it was read before: comments are to be read that never were, or through another filter.
  if (state.cursor === null && state.observedAt !== null) await markRestarted(context, place, true);
  try {
    const liveCount = await pullFrom(context, place, connector, state, reading);
    const isRestarted = (await context.store.settings.get<boolean>(restartedKey(place))) === true;
    return { liveCount, isRestarted };
  } catch (error) {
    const isUnknownCursor = error instanceof TaskSyncError && error.code === 'stale-version';
    if (!isUnknownCursor || state.cursor === null) throw error;
    await markRestarted(context, place, true);
    const anew = { ...state, cursor: null };
    return { liveCount: await pullFrom(context, place, connector, anew, reading), isRestarted: true };
  }
}

const restartedKey = ({ endpoint }: Place): string => `engine.restarted.${endpoint.id}`;

/**
 * A feed that begins anew no longer tells what was deleted before. Its cursor moves while it is read, so the listing that is still
 * owed is remembered, however the run ends (S11).
 */
async function markRestarted({ store }: RunContext, place: Place, isRestarted: boolean): Promise<void> {
  await store.transaction('absence', (tx) => tx.settings.set(restartedKey(place), isRestarted));
}

async function pullFrom(
  context: RunContext,
  place: Place,
  connector: Connector,
  state: EndpointState,
  { narrow, readsKnown }: Reading,
): Promise<number | undefined> {
  const { name, container } = place.endpoint;
  let current = state;
  let liveCount: number | undefined;
  let done = 0;
  const pages = connector.pull({
    container,
    cursor: state.cursor,
    ...(narrow.length > 0 ? { narrow } : {}),
    known: async (ids) => (readsKnown ? new Map() : await knownVersions(context, place, ids)),
  });
  for await (const page of pages) {
    const comments = await readComments(context, place, page.tasks);
    const attachments = await readAttachments(context, place, page.tasks);
    current = await storePage(context, place, { ...page, comments, attachments }, current);
    liveCount = page.liveCount ?? liveCount;
    done += page.tasks.length;
    place.tally.observed += page.tasks.length + page.deleted.length;
    context.report({ phase: 'read', endpoint: name, done, total: page.total ?? null, waitingUntil: null });
    await breathe(context);
  }
  return liveCount;
}

/** A first report may name a hundred thousand records: asked for in slices, so that others have a turn. */
async function knownVersions(
  context: RunContext,
  place: Place,
  ids: readonly RemoteId[],
): Promise<ReadonlyMap<RemoteId, string | null>> {
  const known = new Map<RemoteId, string | null>();
  for (let start = 0; start < ids.length; start += 1_000) {
    const slice = await versionsRead(context, place, ids.slice(start, start + 1_000));
    for (const [id, version] of slice) known.set(id, version);
    await breathe(context);
  }
  return known;
}

/** One page of the feed with what belongs to its records. */
interface ReadPage extends PullPage {
  readonly comments: CommentReading | null;
  readonly attachments: AttachmentReading | null;
}

async function storePage(
  context: RunContext,
  place: Place,
  page: ReadPage,
  state: EndpointState,
): Promise<EndpointState> {
  const isEmpty = page.tasks.length + page.deleted.length + page.problems.length === 0;
  if (isEmpty && (page.cursor === null || page.cursor === state.cursor)) return state;
  const next: EndpointState = {
    ...state,
    cursor: page.cursor ?? state.cursor,
    observedAt: timestamp(context.ports),
    clockOffsetMs: place.http.clockOffsetMs ?? state.clockOffsetMs,
  };
  await context.store.transaction('page', async (tx) => {
    // First, because a record that was made again carries the marker of the one that was deleted.
    await storeDeletions(tx, context, place, page.deleted);
    await storeObservations(tx, context, place, page.tasks, 'feed');
    await storeComments(tx, context, place, page.comments);
    await storeAttachments(tx, context, place, page.attachments);
    if (page.problems.length > 0) {
      const links = await tx.links.byRemote(
        place.endpoint.id,
        page.problems.map((problem) => problem.id),
      );
      await tx.problems.put(
        page.problems.map(({ id, code, message }) => {
          const task = links.findLast((link) => link.remoteId === id)?.task ?? null;
          return problemAt(context, place, { code, message, remoteId: id, task });
        }),
      );
    }
    if (page.cursor !== null) await tx.endpoints.put(next);
  });
  return next;
}
