import type { Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { Killed } from '../fate.ts';
import { dueFor, itemIn, type Place, wordFor } from '../ledger.ts';
import type { PersonDoes, ProviderField } from './provider-story.ts';
import { type ProviderWorld, profileName } from './provider-world.ts';
import type { Site, SiteChange, SiteRecord } from './sites/site.ts';

/** Carries out what a person does, and writes it into the ledger. What is not possible now is left. */
export async function doAsPerson(world: ProviderWorld, event: PersonDoes): Promise<void> {
  if (event.at === 'here') await doHere(world, event);
  else {
    const site = world.sites[event.at];
    if (site) doAtSite(world, site, event);
  }
}

function doAtSite(world: ProviderWorld, site: Site, event: PersonDoes): void {
  const { ledger } = world;
  const at: Place = site.name;
  if (event.do === 'add') {
    const item = ledger.nextItem();
    ledger.born(item, at);
    const record = site.add(`${item} ${wordFor(ledger.nextNumber())}`);
    ledger.edited(item, at, {}, fieldsOf(record), record.id);
    return;
  }
  const records = site.records();
  const record = records[event.pick % Math.max(1, records.length)];
  if (!record) return;
  const { id } = record;
  const item = itemIn(fieldsOf(record));
  switch (event.do) {
    case 'edit':
      if (!site.holds.includes(event.field)) return;
      site.edit(id, changeOf(world, event.field, item));
      ledger.edited(item, at, fieldsOf(record), fieldsOf(now(site, id)), id);
      return;
    case 'close':
      world.closed.add(item);
      if (!record.isClosed) site.close(id);
      return;
    case 'reopen':
      if (!record.isClosed) return;
      site.reopen(id);
      ledger.restored(item, at);
      return;
    case 'comment':
      site.comment(id, newComment(world, item));
      return;
    case 'delete':
      ledger.deleted(item, at, fieldsOf(record));
      site.delete(id);
      return;
    case 'move':
      world.moved.set(item, [...(world.moved.get(item) ?? []), fieldsOf(record)]);
      site.move(id);
  }
}

function now(site: Site, id: string): SiteRecord {
  const found = site.records().find((record) => record.id === id);
  if (found === undefined) throw new Error(`${site.name} has lost ${id}`);
  return found;
}

export function fieldsOf({ title, body, due, labels }: SiteRecord): Fields {
  return { title, body, labels, due: due === null ? null : { kind: 'date', date: due } };
}

function changeOf({ ledger }: ProviderWorld, field: ProviderField, item: string): SiteChange {
  const number = ledger.nextNumber();
  const word = wordFor(number);
  switch (field) {
    case 'title':
      return { title: `${item} ${word}` };
    case 'body':
      return { line: `plain ${word}` };
    case 'due':
      return { due: dateIn(dueFor(number)) ?? '' };
    case 'labels':
      return { label: word };
  }
}

function dateIn(value: FieldValue | undefined): string | null {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null;
  if (value.kind === 'date') return value.date;
  return value.kind === 'instant' ? value.at.slice(0, 10) : null;
}

/** As at a site: of a moment, the day. */
export function plainFields({ fields }: Task): Fields {
  return { ...fields, due: toDay(fields['due']) };
}

export function toDay(value: FieldValue | undefined): FieldValue {
  const day = dateIn(value);
  return day === null ? null : { kind: 'date', date: day };
}

function newComment({ comments }: ProviderWorld, item: string): string {
  const word = `c${comments.size + 1}`;
  comments.set(word, item);
  return `remark ${word}`;
}

async function doHere(world: ProviderWorld, event: PersonDoes): Promise<void> {
  const { ledger, core } = world;
  const { call } = core.api;
  if (event.do === 'add') {
    const item = ledger.nextItem();
    await survive(
      call('tasks.add', { profile: profileName, edit: { title: `${item} ${wordFor(ledger.nextNumber())}` } }),
    );
    const task = (await tasksOf(world)).find(({ fields }) => itemIn(fields) === item);
    // A program that is dying takes nothing in.
    if (!task) return;
    ledger.born(item, here);
    ledger.edited(item, here, {}, plainFields(task));
    return;
  }
  const tasks = await tasksOf(world);
  const task = tasks[event.pick % Math.max(1, tasks.length)];
  if (!task) return;
  const item = itemIn(task.fields);
  switch (event.do) {
    case 'edit': {
      const { title, line, due, label } = changeOf(world, event.field, item);
      const { body, labels } = task.fields;
      const edit = {
        ...(title !== undefined && { title }),
        ...(line !== undefined && { body: typeof body === 'string' && body !== '' ? `${line}\n\n${body}` : line }),
        ...(due !== undefined && { due }),
        ...(label !== undefined && { labels: [...((labels ?? []) as readonly string[]), label] }),
      };
      await survive(call('tasks.edit', { task: task.id, edit }));
      ledger.edited(item, here, plainFields(task), plainFields(await again(world, task)));
      return;
    }
    case 'close':
      world.closed.add(item);
      await survive(call('tasks.edit', { task: task.id, edit: { status: 'done' } }));
      return;
    case 'reopen':
      await survive(call('tasks.edit', { task: task.id, edit: { status: 'todo' } }));
      ledger.restored(item, here);
      return;
    case 'comment':
      await survive(call('tasks.comment', { task: task.id, text: newComment(world, item) }));
      return;
    case 'delete':
      await survive(call('tasks.delete', { task: task.id }));
      if ((await again(world, task)).deletedAt !== null) ledger.deleted(item, here, plainFields(task));
      return;
    // There is one list here.
    case 'move':
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

/** Those in the bin, or the others, in an order that stays. */
export async function tasksOf({ disk }: ProviderWorld, deleted = false): Promise<readonly Task[]> {
  const { tasks } = await disk.tasks.list({ deleted });
  return [...tasks].sort((a, b) => a.id.localeCompare(b.id));
}

async function again({ disk }: ProviderWorld, task: Task): Promise<Task> {
  return (await disk.tasks.get([task.id])).get(task.id) ?? task;
}

/** People decide all open conflicts for one of the sides. @returns how many */
export async function decideAll(world: ProviderWorld, use: 0 | 1): Promise<number> {
  const { disk, core, ledger } = world;
  const conflicts = [...(await disk.conflicts.open())].sort((a, b) => a.id.localeCompare(b.id));
  for (const conflict of conflicts) {
    const task = (await disk.tasks.get([conflict.task])).get(conflict.task);
    const profile = await disk.profiles.get(conflict.profile);
    const theirs = conflict.sides[1];
    const name = profile?.endpoints.find(({ id }) => id === theirs.side)?.name ?? here;
    const current = await disk.conflicts.get(conflict.id);
    if (!task || current?.state !== 'open') continue;
    await core.api.call('conflicts.resolve', { conflict: conflict.id, use: use === 0 ? here : name });
    const item = itemIn(task.fields);
    const chosen = conflict.sides[use];
    if (conflict.kind === 'deletion') {
      if (chosen.value === null) ledger.deleted(item, here, plainFields(task));
      else ledger.restored(item, here);
    } else if (conflict.field === 'status') world.closed.add(item);
  }
  return conflicts.length;
}
