import type { RemoteTask } from '../../src-shared/connector/connector.ts';
import { type Fields, type FieldValue, priorities, statusCategories } from '../../src-shared/domain/field.ts';
import { here } from '../../src-shared/domain/ids.ts';
import type { Task } from '../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';
import { Killed } from './fate.ts';
import type { Installation } from './installation.ts';
import { dueFor, itemIn, wordFor } from './ledger.ts';
import type { EditField, PersonEvent } from './story.ts';
import { profileName, type World } from './world.ts';

/** Carries out what a person does, and writes it into the ledger. What is not possible now is left. */
export async function doAsPerson(world: World, event: PersonEvent): Promise<void> {
  if ('service' in event.side) await atService(world, event.side.service, event);
  else await atInstallation(world, event.side.here, event);
}

export const atServiceNumber = (service: number): string => `service ${service}`;
export const atHere = (installation: number, profile: string): string => `here ${installation} ${profile}`;

async function atService(world: World, index: number, event: PersonEvent): Promise<void> {
  const { ledger } = world;
  const service = world.services[index];
  if (!service) return;
  const at = atServiceNumber(index);
  if (event.do === 'add') {
    const item = ledger.nextItem();
    ledger.born(item, at);
    const number = ledger.nextNumber();
    const fields = { title: `${item} ${wordFor(number)}`, ...(number % 2 === 0 ? firstFields(world) : {}) };
    const record = service.add(fields);
    ledger.edited(item, at, {}, record.fields, record.id);
    return;
  }
  const records = service.all();
  const record = records[event.pick % Math.max(1, records.length)];
  if (!record) return;
  const item = itemIn(record.fields);
  const write = (fields: Fields): void =>
    ledger.edited(item, at, record.fields, service.edit(record.id, fields).fields, record.id);
  switch (event.do) {
    case 'edit':
      write(editOf(world, event.field, event.how, record.fields, remoteWords));
      return;
    case 'delete':
      ledger.deleted(item, at, record.fields);
      service.remove(record.id);
      return;
    case 'restore':
      ledger.restored(item, at);
      write({ status: 'open' });
      return;
    case 'reparent': {
      const parent = event.below === null ? null : (records[event.below % records.length] ?? null);
      if (parent === null || !isBelow(records, parent, record)) write({ parent: parent?.id ?? null });
    }
  }
}

function isBelow(records: readonly RemoteTask[], record: RemoteTask, top: RemoteTask): boolean {
  const seen = new Set<string>();
  for (let one: RemoteTask | undefined = record; one && !seen.has(one.id); ) {
    if (one.id === top.id) return true;
    seen.add(one.id);
    const parent: FieldValue | undefined = one.fields['parent'];
    one = records.find(({ id }) => id === parent);
  }
  return false;
}

async function atInstallation(world: World, index: number, event: PersonEvent): Promise<void> {
  const { ledger, installations } = world;
  const installation = installations[index];
  if (!installation) return;
  const { call } = installation.core.api;
  if (event.do === 'add') {
    const item = ledger.nextItem();
    const profile = profileName(event.profile);
    const at = atHere(index, profile);
    ledger.born(item, at);
    const edit = { title: `${item} ${wordFor(ledger.nextNumber())}` };
    await survive(call('tasks.add', { profile, edit }));
    const [task] = (await tasksOf(installation)).filter(({ fields }) => itemIn(fields) === item);
    if (task) ledger.edited(item, at, {}, task.fields);
    return;
  }
  const tasks = await tasksOf(installation, event.do === 'restore');
  const task = tasks[event.pick % Math.max(1, tasks.length)];
  if (!task) return;
  const item = itemIn(task.fields);
  const profile = await installation.disk.profiles.get(task.profile);
  const at = atHere(index, profile?.name ?? '');
  switch (event.do) {
    case 'delete':
      await survive(call('tasks.delete', { task: task.id }));
      if ((await again(installation, task)).deletedAt !== null) ledger.deleted(item, at, task.fields);
      return;
    case 'restore':
      await survive(call('tasks.restore', { task: task.id }));
      ledger.restored(item, at);
      return;
    case 'edit': {
      const { due, ...plain } = editOf(world, event.field, event.how, task.fields, hereWords);
      const edit = { ...plain, ...(due === undefined ? {} : { due: dateText(due) }) };
      await survive(call('tasks.edit', { task: task.id, edit }));
      ledger.edited(item, at, task.fields, (await again(installation, task)).fields);
      return;
    }
    case 'reparent': {
      const parent = event.below === null ? null : (tasks[event.below % tasks.length]?.id ?? null);
      await survive(call('tasks.edit', { task: task.id, edit: { parent } }));
      ledger.edited(item, at, task.fields, (await again(installation, task)).fields);
    }
  }
}

/** The program may be killed, or say no; what it has stored by then counts. */
async function survive(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    const isNo = error instanceof TaskSyncError && error.code === 'invalid-input';
    const isDead = error instanceof TaskSyncError && error.cause instanceof Killed;
    if (!isNo && !isDead) throw error;
  });
}

export async function tasksOf({ disk }: Installation, deleted = false): Promise<readonly Task[]> {
  const { tasks } = await disk.tasks.list({ deleted });
  return [...tasks].sort((a, b) => a.id.localeCompare(b.id));
}

async function again({ disk }: Installation, task: Task): Promise<Task> {
  return (await disk.tasks.get([task.id])).get(task.id) ?? task;
}

function dateText(value: FieldValue): string | null {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'date' ? value.date : null;
}

/** The words that a place has for a choice. */
interface Words {
  readonly status: readonly string[];
  readonly priority: readonly (string | null)[];
}
const remoteWords: Words = { status: ['open', 'started', 'closed', 'dropped'], priority: ['p1', 'p2', 'p4', null] };
const hereWords: Words = { status: statusCategories, priority: [...priorities.slice(0, 3), null] };

function firstFields({ ledger }: World): Fields {
  const [label, line] = [wordFor(ledger.nextNumber()), wordFor(ledger.nextNumber())];
  return { labels: [label], body: `* ${line}\nplain` };
}

/** One field of the record, changed. */
function editOf({ ledger }: World, field: EditField, how: number, fields: Fields, words: Words): Record<string, never> {
  const number = ledger.nextNumber();
  const word = wordFor(number);
  const value = ((): FieldValue => {
    switch (field) {
      case 'labels': {
        const labels = Array.isArray(fields['labels']) ? fields['labels'] : [];
        return how === 3 && labels.length > 0 ? labels.slice(1) : [...labels, word];
      }
      case 'title':
        return how === 3 ? ` ${itemIn(fields)} ${word} ` : `${itemIn(fields)} ${word}`;
      case 'body':
        return bodyWith(typeof fields['body'] === 'string' ? fields['body'] : '', `* ${word}`, how);
      case 'status':
        return words.status[how] ?? null;
      case 'priority':
        return words.priority[how] ?? null;
      case 'due':
        return how === 3 ? null : dueFor(number);
      case 'estimate':
        return number;
      case 'milestone':
        return word;
    }
  })();
  return { [field]: value } as Record<string, never>;
}

function bodyWith(body: string, line: string, how: number): string {
  const lines = body === '' ? [] : body.split('\n');
  if (how === 0) return [...lines, line].join('\n');
  if (how === 1 || lines.length === 0) return [line, ...lines].join('\n');
  const middle = Math.floor(lines.length / 2);
  return [...lines.slice(0, middle), ...(how === 2 ? [line] : []), ...lines.slice(middle + 1)].join('\n');
}

/** A person decides one of the open conflicts for one of its sides. */
export async function decide(world: World, index: number, pick: number, use: 0 | 1): Promise<void> {
  const installation = world.installations[index];
  if (!installation) return;
  const { disk, core } = installation;
  const conflicts = [...(await disk.conflicts.open())].sort((a, b) => a.id.localeCompare(b.id));
  const conflict = conflicts[pick % Math.max(1, conflicts.length)];
  if (!conflict) return;
  const profile = await disk.profiles.get(conflict.profile);
  const nameOf = (side: string): string => profile?.endpoints.find((endpoint) => endpoint.id === side)?.name ?? here;
  const task = (await disk.tasks.get([conflict.task])).get(conflict.task);
  if (!task) return;
  const item = itemIn(task.fields);
  const [held, theirs] = conflict.sides;
  // What the task says now, which may have been edited since.
  const ours = { ...held, value: conflict.kind === 'field' ? (task.fields[conflict.field] ?? null) : held.value };
  const [chosen, other] = use === 0 ? [ours, theirs] : [theirs, ours];
  await core.api.call('conflicts.resolve', { conflict: conflict.id, use: use === 0 ? here : nameOf(theirs.side) });
  const at = atHere(index, profile?.name ?? '');
  if (conflict.kind === 'deletion') {
    if (chosen.value === null) world.ledger.deleted(item, at, task.fields);
    else world.ledger.restored(item, at);
    return;
  }
  world.ledger.edited(item, at, { [conflict.field]: other.value ?? null }, { [conflict.field]: chosen.value ?? null });
  world.ledger.decided(item, conflict.field);
}
