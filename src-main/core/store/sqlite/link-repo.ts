import { sql } from 'kysely';
import type { EndpointId, ProfileId, RemoteId, TaskId } from '../../../../src-shared/domain/ids.ts';
import type { Link } from '../../../../src-shared/domain/link.ts';
import type { LinkRepo, ReferenceHolder } from '../store.ts';
import { clearDirty, countDirty, dirtyAmong, dirtyTasks, markAllDirty, markDirty } from './dirty-marks.ts';
import { fromJson, toJson } from './json.ts';
import { build, type LinkTable, listOf, type Schema } from './schema.ts';
import type { Session } from './tx.ts';

const insert = (row: LinkTable) => build.insertInto('link').values(row);
const update = ({ id, ...row }: LinkTable) => build.updateTable('link').set(row).where('id', '=', id);
const remove = (row: { id: string }) => build.deleteFrom('link').where('id', '=', row.id);
const addProof = (row: Schema['proof']) => build.replaceInto('proof').values(row);
const addReference = (row: Schema['link_reference']) => build.insertInto('link_reference').values(row);

export class SqliteLinkRepo implements LinkRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async byTasks(tasks: readonly TaskId[]): Promise<readonly Link[]> {
    const query = build.selectFrom('link').selectAll().where('task', 'in', listOf(tasks)).orderBy('task').orderBy('id');
    return await this.#session.read((db) => db.map(query, toLink));
  }

  async byRemote(endpoint: EndpointId, ids: readonly RemoteId[]): Promise<readonly Link[]> {
    const query = build
      .selectFrom('link')
      .selectAll()
      .where('endpoint', '=', endpoint)
      .where('remote_id', 'in', listOf(ids))
      .orderBy('remote_id')
      .orderBy(sql`state <> 'unlinked'`)
      .orderBy('id');
    return await this.#session.read((db) => db.map(query, toLink));
  }

  async naming(endpoint: EndpointId, parents: readonly RemoteId[]): Promise<readonly TaskId[]> {
    const named = sql<string | null>`json_extract(observation, '$.fields.parent')`;
    const query = build
      .selectFrom('link')
      .select('task')
      .distinct()
      .where('endpoint', '=', endpoint)
      .where(named, 'is not', null)
      .where(named, 'in', listOf(parents))
      .orderBy('task');
    return (await this.#session.read((db) => db.all(query))).map(({ task }) => task);
  }

  async byReference(profile: ProfileId, references: readonly string[]): Promise<readonly ReferenceHolder[]> {
    return await this.#holders(profile, references, '<>');
  }

  async letGoByReference(profile: ProfileId, references: readonly string[]): Promise<readonly ReferenceHolder[]> {
    return await this.#holders(profile, references, '=');
  }

  async #holders(
    profile: ProfileId,
    references: readonly string[],
    unlinked: '=' | '<>',
  ): Promise<readonly ReferenceHolder[]> {
    const query = build
      .selectFrom('link_reference')
      .innerJoin('link', 'link.id', 'link_reference.link')
      .innerJoin('endpoint', 'endpoint.id', 'link.endpoint')
      .select(['link.id', 'link.task', 'link.endpoint', 'link.state', 'link_reference.reference'])
      .where('link_reference.reference', 'in', listOf(references))
      .where('endpoint.profile', '=', profile)
      .where('link.state', unlinked, 'unlinked')
      .orderBy('link_reference.reference')
      .orderBy('link.id');
    return await this.#session.read((db) => db.all(query));
  }

  async put(links: readonly Link[]): Promise<void> {
    // Those that end come first, so that the next link of their record or task may be in the same batch.
    const rows = links.map(toRow).sort((a, b) => Number(hasEnded(b)) - Number(hasEnded(a)));
    await this.#session.write((db) => db.putEach(rows, update, insert));
  }

  async setReferences(rows: Parameters<LinkRepo['setReferences']>[0]): Promise<void> {
    const links = rows.map((row) => row.link);
    const pairs = rows.flatMap(({ link, references }) =>
      [...new Set(references)].map((reference) => ({ link, reference })),
    );
    await this.#session.write(async (db) => {
      db.run(build.deleteFrom('link_reference').where('link', 'in', listOf(links)));
      await db.runEach(pairs, addReference);
    });
  }

  async referencesOf(links: readonly Link['id'][]): ReturnType<LinkRepo['referencesOf']> {
    const query = build.selectFrom('link_reference').selectAll().where('link', 'in', listOf(links)).orderBy('link');
    const rows = await this.#session.read((db) => db.all(query.orderBy('reference')));
    const byLink = Map.groupBy(rows, (row) => row.link);
    return [...byLink].map(([link, own]) => ({ link, references: own.map((row) => row.reference) }));
  }

  async remove(ids: readonly Link['id'][]): Promise<void> {
    await this.#session.write((db) =>
      db.runEach(
        ids.map((id) => ({ id })),
        remove,
      ),
    );
  }

  async prove(links: readonly Link['id'][], verification: string): Promise<readonly Link['id'][]> {
    const fresh = build
      .selectFrom('link')
      .leftJoin('proof', (join) => join.onRef('proof.link', '=', 'link.id').on('proof.verification', '=', verification))
      .select('link.id')
      .where('link.id', 'in', listOf(links))
      .where('proof.link', 'is', null);
    return await this.#session.write(async (db) => {
      const ids = db.all(fresh).map((row) => row.id);
      await db.runEach(
        ids.map((link) => ({ link, verification })),
        addProof,
      );
      return ids;
    });
  }

  async unproven(
    endpoint: EndpointId,
    verification: string,
    after: RemoteId | null,
    limit: number,
  ): Promise<readonly Link[]> {
    const query = build
      .selectFrom('link')
      .selectAll('link')
      .leftJoin('proof', (join) => join.onRef('proof.link', '=', 'link.id').on('proof.verification', '=', verification))
      .where('endpoint', '=', endpoint)
      .where('remote_id', '>', after ?? '')
      .where('state', '=', sql.lit('linked'))
      .where('proof.link', 'is', null)
      .orderBy('remote_id')
      .limit(limit);
    return await this.#session.read((db) => db.map(query, toLink));
  }

  async versions(endpoint: EndpointId, ids: readonly RemoteId[]): Promise<ReadonlyMap<RemoteId, string | null>> {
    const query = build
      .selectFrom('link')
      .select(['remote_id', 'version'])
      .where('endpoint', '=', endpoint)
      .where('remote_id', 'in', listOf(ids))
      .where('state', '=', sql.lit('linked'));
    const rows = await this.#session.read((db) => db.all(query));
    return new Map(rows.map((row) => [row.remote_id, row.version]));
  }

  async countLive(endpoint: EndpointId): Promise<number> {
    const query = build
      .selectFrom('link')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('endpoint', '=', endpoint)
      .where('state', '=', sql.lit('linked'));
    const row = await this.#session.read((db) => db.first(query));
    return row?.count ?? 0;
  }

  async coverage(
    endpoints: readonly EndpointId[],
  ): Promise<readonly { readonly endpoints: readonly EndpointId[]; readonly tasks: number }[]> {
    const places = build
      .selectFrom('link')
      .select(['task', sql<string>`group_concat(endpoint, ' ')`.as('places')])
      .where('endpoint', 'in', listOf(endpoints))
      .where('state', '=', sql.lit('linked'))
      .groupBy('task');
    const query = build
      .selectFrom(places.as('own'))
      .select(({ fn }) => ['places', fn.countAll<number>().as('count')])
      .groupBy('places');
    const rows = await this.#session.read((db) => db.all(query));
    // The order within a group is the database's own.
    const sums = new Map<string, number>();
    for (const row of rows) {
      const key = [...new Set(row.places.split(' '))].sort().join(' ');
      sums.set(key, (sums.get(key) ?? 0) + row.count);
    }
    return [...sums].map(([key, tasks]) => ({ endpoints: key.split(' '), tasks }));
  }

  async countOutOfScope(endpoints: readonly EndpointId[]): Promise<number> {
    const query = build
      .selectFrom('link')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('endpoint', 'in', listOf(endpoints))
      .where('state', '=', sql.lit('out-of-scope'));
    return (await this.#session.read((db) => db.first(query)))?.count ?? 0;
  }

  async liveIds(endpoint: EndpointId, after: RemoteId | null, limit: number): Promise<readonly RemoteId[]> {
    const query = build
      .selectFrom('link')
      .select('remote_id')
      .where('endpoint', '=', endpoint)
      .where('remote_id', '>', after ?? '')
      .where('state', '=', sql.lit('linked'))
      .orderBy('remote_id')
      .limit(limit);
    const rows = await this.#session.read((db) => db.all(query));
    return rows.map((row) => row.remote_id);
  }

  dirty(profile: ProfileId, after: TaskId | null, limit: number): Promise<readonly TaskId[]> {
    return this.#session.read((db) => dirtyTasks(db, profile, after, limit));
  }

  markDirty(profile: ProfileId, tasks: readonly TaskId[]): Promise<void> {
    return this.#session.write((db) => markDirty(db, profile, tasks));
  }

  markAllDirty(profile: ProfileId): Promise<void> {
    return this.#session.write((db) => markAllDirty(db, profile));
  }

  clearDirty(tasks: readonly TaskId[]): Promise<void> {
    return this.#session.write((db) => clearDirty(db, tasks));
  }

  dirtyAmong(tasks: readonly TaskId[]): Promise<ReadonlySet<TaskId>> {
    return this.#session.read((db) => dirtyAmong(db, tasks));
  }

  countDirty(profile: ProfileId): Promise<number> {
    return this.#session.read((db) => countDirty(db, profile));
  }
}

function hasEnded({ state }: LinkTable): boolean {
  return state === 'unlinked' || state === 'gone';
}

function toRow(link: Link): LinkTable {
  const { id, task, endpoint, state, base, evidence, observation } = link;
  return {
    task,
    endpoint,
    remote_id: link.remoteId,
    state,
    version: observation?.version ?? null,
    base: base === null ? null : toJson(base),
    evidence: evidence === null ? null : toJson(evidence),
    observation: observation === null ? null : toJson(observation),
    sent: toJson(link.sent),
    marks: link.marks === undefined ? null : toJson(link.marks),
    // Last, as the update has it.
    id,
  };
}

function toLink(row: LinkTable): Link {
  const { id, task, endpoint, state, base, evidence, observation } = row;
  return {
    id,
    task,
    endpoint,
    remoteId: row.remote_id,
    state,
    base: base === null ? null : fromJson(base),
    evidence: evidence === null ? null : fromJson(evidence),
    observation: observation === null ? null : fromJson(observation),
    sent: fromJson(row.sent),
    ...(row.marks === null ? {} : { marks: fromJson(row.marks) }),
  };
}
