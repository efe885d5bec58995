import { sql } from 'kysely';
import type { ProfileId, ProposalId, TaskId } from '../../../../src-shared/domain/ids.ts';
import type { Proposal } from '../../../../src-shared/domain/proposal.ts';
import type { ProposalRepo } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { build, listOf } from './schema.ts';
import type { Session } from './tx.ts';

type Row = ReturnType<typeof toRow>;

const insert = (row: Row) => build.insertInto('proposal').values(row);
const update = ({ id, ...row }: Row) => build.updateTable('proposal').set(row).where('id', '=', id);

export class SqliteProposalRepo implements ProposalRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async open(profile?: ProfileId): Promise<readonly Proposal[]> {
    let query = build.selectFrom('proposal').select('content').where('state', '=', sql.lit('open')).orderBy('seq');
    if (profile !== undefined) query = query.where('profile', '=', profile);
    return await this.#session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async countOpen(profile: ProfileId): Promise<number> {
    const query = build
      .selectFrom('proposal')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('state', '=', sql.lit('open'))
      .where('profile', '=', profile);
    return (await this.#session.read((db) => db.first(query)))?.count ?? 0;
  }

  async byTasks(tasks: readonly TaskId[]): Promise<readonly Proposal[]> {
    const ids = listOf(tasks);
    const query = build
      .selectFrom('proposal')
      .select('content')
      .where(({ eb, or }) => or([eb('task', 'in', ids), eb('twin', 'in', ids)]))
      .orderBy('seq');
    return await this.#session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async put(proposals: readonly Proposal[]): Promise<void> {
    await this.#session.write((db) => db.putEach(proposals.map(toRow), update, insert));
  }

  async remove(ids: readonly ProposalId[]): Promise<void> {
    await this.#session.write((db) => db.run(build.deleteFrom('proposal').where('id', 'in', listOf(ids))));
  }
}

function toRow(proposal: Proposal) {
  const { id, profile, task, twin, state } = proposal;
  return {
    profile,
    task,
    twin,
    state,
    content: toJson(proposal),
    // Last, as the update has it.
    id,
  };
}
