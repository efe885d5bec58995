import { type FieldValue, sameValue } from '../../../src-shared/domain/field.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { type Configuration, type ModelState, names, visible } from './model-state.ts';

/** Laws of single states. */
export function brokenIn(state: ModelState, config: Configuration): readonly string[] {
  const broken: string[] = [];
  const { disk, servers } = state;
  for (const link of disk.links.values()) {
    if (link.base !== null && link.evidence === null) broken.push(`S2 ${link.endpoint} has a base without evidence`);
    const server = servers[link.endpoint === 'A' ? 'A' : 'B'];
    const isThere = server.records.some((record) => record.id === link.remoteId);
    const wasDeleted = server.deleted.some((one) => one.id === link.remoteId);
    if ((link.state === 'deleted' || link.state === 'gone') && !wasDeleted) {
      broken.push(`S8 ${link.endpoint} counts as deleted and is there`);
    }
    const cursor = Number(disk.cursors.get(link.endpoint) ?? 0);
    const record = server.records.find((one) => one.id === link.remoteId);
    const seen = Number(link.observation?.version ?? 0);
    if (isThere && record && record.version <= cursor && seen < record.version) {
      broken.push(`S11 the cursor of ${link.endpoint} has passed a change that was not stored`);
    }
  }
  for (const name of names) {
    const ids = [...disk.links.values()].filter((link) => link.endpoint === name && link.state === 'linked');
    if (new Set(ids.map((link) => link.remoteId)).size < ids.length)
      broken.push(`S18 two links to one record of ${name}`);
    if (servers[name].records.length > 1 && !isBlind(config))
      broken.push(`S4 ${name} holds the task ${servers[name].records.length} times`);
  }
  return broken;
}

/**
 * Identity E: after a lost answer the record turns up as one that nobody knows, and a person has to say that they are the same.
 * Until then there may be two tasks; never two records for one create.
 */
function isBlind({ servers }: Configuration): boolean {
  return names.some((name) => servers[name].identity === 'E');
}

/** Laws of one step: what it may have done to bases and observations. */
export function brokenBetween(before: ModelState, after: ModelState, config: Configuration): readonly string[] {
  const broken: string[] = [];
  for (const link of after.disk.links.values()) {
    const was = before.disk.links.get(link.id);
    if (was === link) continue;
    for (const [field, value] of Object.entries(link.base ?? {})) {
      const isMoved = !isSame(field, was?.base?.[field], value);
      if (isMoved && !isSame(field, link.observation?.fields[field], value)) {
        broken.push(`S2 the base of ${field} at ${link.endpoint} became what nobody saw: ${JSON.stringify(value)}`);
      }
    }
    const [from, to] = [Number(was?.observation?.version ?? 0), Number(link.observation?.version ?? 0)];
    if (!config.servers[link.endpoint === 'A' ? 'A' : 'B'].precondition && to < from) {
      broken.push(`S12 ${link.endpoint} went back to an older version`);
    }
    const record = after.servers[link.endpoint === 'A' ? 'A' : 'B'].records.find((one) => one.id === link.remoteId);
    if (record && String(record.version) === link.observation?.version) {
      const isTrue = isSame('title', record.title, link.observation.fields['title']);
      if (!isTrue) broken.push(`S2 what was seen at ${link.endpoint} is not what is there`);
    }
  }
  return broken;
}

function isSame(field: string, a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  return a !== undefined && b !== undefined && sameValue(field, a, b);
}

/** Laws at rest: after the last edit and the last fault, when runs find nothing more to do (L1, S3, S9). */
export function brokenAtRest(state: ModelState, config: Configuration): readonly string[] {
  const { disk, servers, live } = state;
  const broken: string[] = [];
  const tasks = [...disk.tasks.values()];
  const undecided = [...disk.ops.values()].filter((op) => op.state === 'uncertain');
  const open = [...disk.ops.values()].filter((op) => op.state !== 'uncertain' && op.state !== 'acked');
  if (open.length > 0)
    broken.push(`L1 ${open.length} writes are left: ${open.map((op) => `${op.kind} ${op.state}`).join()}`);
  if (undecided.some((op) => config.servers[op.endpoint === 'A' ? 'A' : 'B'].identity !== 'E')) {
    broken.push('L6 an uncertain write stays uncertain');
  }
  const conflicts = [...disk.conflicts.values()].filter((one) => one.state === 'open');
  const waiting = new Set(undecided.map((op) => op.endpoint));
  if (tasks.length > 1 && !isBlind(config)) broken.push(`S18 one task became ${tasks.length}`);
  for (const task of tasks) broken.push(...unequal(state, task, waiting));
  const kept = tasks.filter((task) => task.deletedAt === null).flatMap(({ fields }) => visible(fields));
  const asked = conflicts.flatMap((one) => one.sides.flatMap(({ value }) => tokensOf(value)));
  const recorded = disk.losers.flatMap(tokensOf);
  for (const token of live) {
    const elsewhere = names.some(
      (name) => waiting.has(name) && visible(servers[name].records[0] ?? {}).includes(token),
    );
    if (!kept.includes(token) && !asked.includes(token) && !recorded.includes(token) && !elsewhere) {
      broken.push(`${kept.length === 0 ? 'S9' : 'S3'} the edit ${token} is lost`);
    }
  }
  return broken;
}

/** Where a task and its twins do not say the same, although nobody was asked. */
function unequal({ disk, servers }: ModelState, task: Task, waiting: ReadonlySet<string>): readonly string[] {
  const isGone = task.deletedAt !== null;
  return names.flatMap((name) => {
    const link = [...disk.links.values()].find((one) => one.endpoint === name && one.task === task.id);
    const record = servers[name].records.find((one) => one.id === link?.remoteId);
    if (isGone) return record ? [`L1 deleted here and still in ${name}`] : [];
    if (!record) return waiting.has(name) ? [] : [`L1 it is here and not in ${name}`];
    const asked = [...disk.conflicts.values()].filter((one) => one.state === 'open' && one.endpoint === name);
    const [ours, theirs] = [visible(task.fields), visible(record)];
    const isAsked = (index: number): boolean => asked.some(({ field }) => field === (index === 0 ? 'title' : 'labels'));
    if (ours.every((one, index) => one === theirs[index] || isAsked(index))) return [];
    return [`L1 here says ${ours.join(' ')}, ${name} says ${theirs.join(' ')}`];
  });
}

function tokensOf(value: FieldValue | undefined): readonly string[] {
  return typeof value === 'string' ? [`title=${value.toLowerCase()}`] : [];
}
