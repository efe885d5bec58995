import type { Store } from '../../../src-main/core/store/store.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';
import type { HistoryEntry, Problem, Run } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';

/** The n-th minute of a day. */
export function at(minute: number): string {
  return new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();
}

/** Two profiles: `work` with the endpoints `jira` and `gh`, and `home` with `dav`. */
export async function withProfiles(store: Store): Promise<Store> {
  await store.profiles.put(sampleProfile({}));
  await store.profiles.put(sampleProfile({ id: 'home', name: 'Home', endpoints: [sampleEndpoint('dav')] }));
  return store;
}

export function sampleConnection(own: Partial<Connection>): Connection {
  return {
    id: 'c1',
    name: 'Work tracker',
    connector: 'redmine',
    url: 'https://example.org',
    username: 'ana',
    options: { verify: 'yes' },
    createdAt: at(0),
    ...own,
  };
}

export function sampleEndpoint(id: string): Endpoint {
  return {
    id,
    name: id,
    connection: 'Work tracker',
    container: 'WEB',
    direction: 'both',
    mapping: { status: { values: { New: ['todo'] } }, estimate: false },
    timeZone: 'Europe/Berlin',
  };
}

export function sampleProfile(own: Partial<Profile>): Profile {
  return {
    id: 'work',
    name: 'Work',
    enabled: true,
    schedule: '*/5 * * * *',
    conflicts: { policy: 'manual', fields: { status: 'newest' }, priority: [] },
    deletions: 'close',
    match: { mode: 'match-then-create', by: ['reference', 'title'] },
    endpoints: [sampleEndpoint('jira'), sampleEndpoint('gh')],
    createdAt: at(0),
    ...own,
  };
}

export function sampleTask(id: string, fields: Fields = {}, own: Partial<Task> = {}): Task {
  return {
    id,
    profile: 'work',
    fields: { title: `Task ${id}`, body: '', status: 'todo', ...fields },
    stamps: { title: { rev: 1, origin: 'jira', at: at(1), by: 'Ana' } },
    rev: 1,
    createdAt: at(1),
    updatedAt: at(1),
    deletedAt: null,
    ...own,
  };
}

export function sampleLink(id: string, own: Partial<Link> = {}): Link {
  return {
    id,
    task: 't1',
    endpoint: 'jira',
    remoteId: `remote-${id}`,
    state: 'linked',
    base: { title: 'Base', due: { kind: 'date', date: '2026-03-01' } },
    evidence: { kind: 'response', run: 'r1', version: '"1"', at: at(2) },
    observation: {
      fields: { title: 'Seen', labels: ['a', 'b'] },
      version: '"1"',
      updatedAt: at(2),
      updatedBy: 'Tom',
      url: 'https://example.org/1',
      raw: 'BEGIN:VTODO\r\nSUMMARY:Seen\r\nEND:VTODO\r\n',
      seenAt: at(3),
    },
    sent: { priority: null },
    ...own,
  };
}

export function sampleOp(id: string, own: Partial<Op> = {}): Op {
  return {
    id,
    profile: 'work',
    endpoint: 'jira',
    task: 't1',
    kind: 'update',
    remoteId: '17',
    identity: null,
    fields: { title: 'New' },
    expected: '"1"',
    state: 'ready',
    attempts: 0,
    reason: null,
    retryAt: null,
    run: 'r1',
    createdAt: at(5),
    attemptedAt: null,
    ...own,
  };
}

export function sampleConflict(id: string, own: Partial<Conflict> = {}): Conflict {
  return {
    id,
    profile: 'work',
    task: 't1',
    title: 'Task t1',
    kind: 'field',
    field: 'title',
    endpoint: 'jira',
    before: 'Before',
    sides: [
      { side: 'here', value: 'Mine', by: null, at: at(3) },
      { side: 'jira', value: 'Theirs', by: 'Tom', at: at(4) },
    ],
    since: at(5),
    state: 'open',
    resolution: null,
    ...own,
  };
}

export function sampleRun(id: string, own: Partial<Run> = {}): Run {
  return {
    id,
    profile: 'work',
    trigger: 'schedule',
    state: 'done',
    startedAt: at(10),
    finishedAt: at(11),
    endpoints: [],
    tasks: { created: 0, updated: 0, deleted: 0 },
    conflicts: 0,
    pending: 0,
    problems: [],
    brakes: [],
    durationMs: 60_000,
    ...own,
  };
}

export function sampleProblem(own: Partial<Problem> = {}): Problem {
  return {
    profile: 'work',
    task: 't1',
    title: 'Task t1',
    endpoint: 'jira',
    endpointName: 'jira',
    remoteId: null,
    field: null,
    code: 'rejected',
    message: 'The service refused it.',
    since: at(20),
    retryAt: null,
    ...own,
  };
}

export function sampleHistory(own: Partial<HistoryEntry> = {}): Omit<HistoryEntry, 'id'> {
  return {
    run: 'r1',
    at: at(30),
    task: 't1',
    title: 'Task t1',
    place: 'jira',
    kind: 'update',
    field: 'title',
    before: 'Old',
    after: 'New',
    actor: 'here',
    by: null,
    ...own,
  };
}
