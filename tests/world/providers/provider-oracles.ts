import type { FieldValue } from '../../../src-shared/domain/field.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { type Intent, itemIn, type Word, wordsIn } from '../ledger.ts';
import { Violation } from '../oracles/violation.ts';
import { fieldsOf, plainFields, tasksOf, toDay } from './provider-people.ts';
import { type ProviderField, providerFields } from './provider-story.ts';
import type { ProviderWorld } from './provider-world.ts';
import type { Site, SiteRecord } from './sites/site.ts';

/** What must hold at any moment, whatever went wrong. */
export async function checkSafety(world: ProviderWorld): Promise<void> {
  const tasks = await tasksOf(world);
  for (const item of wholeItems(world)) {
    // S4: never two records or two tasks of one item.
    for (const site of world.sites) atMostOne(site.name, item, recordsOf(site, item));
    atMostOne('here', item, copiesHere(tasks, item));
    const home = world.sites.find(({ name }) => name === world.ledger.items.get(item)?.bornAt);
    if (home && recordsOf(home, item).length === 0) {
      throw new Violation('S8', `${item} is gone from ${home.name}, and nobody deleted it`);
    }
    const closedAt = world.sites.find((site) => recordsOf(site, item).some(({ isClosed }) => isClosed));
    if (closedAt && !world.closed.has(item)) {
      throw new Violation('S8', `${item} is closed at ${closedAt.name}, and nobody closed it`);
    }
  }
  for (const { fields } of await tasksOf(world, true)) {
    const item = world.ledger.items.get(itemIn(fields));
    if (item?.deletedAt.length === 0) throw new Violation('S8', `${item.name} is in the bin; nobody deleted it`);
  }
}

/** Nobody deleted them, and nobody took them out of a container. */
function wholeItems({ ledger, moved }: ProviderWorld): readonly string[] {
  return [...ledger.items.values()]
    .filter(({ name, deletedAt }) => deletedAt.length === 0 && !moved.has(name))
    .map(({ name }) => name);
}

function recordsOf(site: Site, item: string): readonly SiteRecord[] {
  return site.records().filter((record) => itemIn(fieldsOf(record)) === item);
}

function copiesHere(tasks: readonly Task[], item: string): readonly Task[] {
  return tasks.filter(({ fields }) => itemIn(fields) === item);
}

function atMostOne(where: string, item: string, found: readonly { readonly id: string }[]): void {
  if (found.length > 1) throw new Violation('S4', `${item} is ${found.length} times at ${where}`);
}

/** L1: nothing waits, and all sides are equal in what they can hold. */
export async function checkQuiet(world: ProviderWorld): Promise<void> {
  const { disk, sites } = world;
  const tasks = await tasksOf(world);
  const open = await disk.conflicts.open();
  if (open.length > 0) throw new Violation('L1', `${open.length} conflicts are open after all were decided`);
  for (const item of wholeItems(world)) {
    const [task] = copiesHere(tasks, item);
    if (!task) throw new Violation('L1', `${item} has no task here`);
    for (const op of await disk.outbox.byTasks([task.id])) {
      throw new Violation(
        'L1',
        `a ${op.kind} of ${item} is not done: ${op.state}, ${op.attempts} attempts, ${op.reason?.message ?? 'no reason'}`,
      );
    }
    for (const site of sites) checkCopy(site, item, task);
  }
  checkComments(world);
}

function checkCopy(site: Site, item: string, task: Task): void {
  const [record] = recordsOf(site, item);
  if (!record) throw new Violation('L1', `${item} is not at ${site.name}`);
  const [ours, theirs] = [plainFields(task), fieldsOf(record)];
  for (const field of site.holds) {
    const [a, b] = [comparable(field, ours[field]), comparable(field, theirs[field])];
    if (a !== b) throw new Violation('L1', `${field} of ${item} is ${a} here and ${b} at ${site.name}`);
  }
  const isClosed = task.fields['status'] === 'done' || task.fields['status'] === 'canceled';
  if (isClosed !== record.isClosed) {
    const there = record.isClosed ? 'closed' : 'open';
    throw new Violation('L1', `${item} is ${JSON.stringify(task.fields['status'])} here and ${there} at ${site.name}`);
  }
}

/** Formats differ; the words and their order do not. */
function comparable(field: ProviderField, value: FieldValue | undefined): string {
  if (field === 'title') return String(value);
  const words = wordsIn(field, value);
  return (field === 'labels' ? [...words].sort() : words).join(' ');
}

function checkComments(world: ProviderWorld): void {
  const whole = new Set(wholeItems(world));
  for (const [word, item] of world.comments) {
    if (!whole.has(item)) continue;
    for (const site of world.sites) {
      const all = recordsOf(site, item).flatMap(({ comments }) => comments);
      const count = all.filter((text) => new RegExp(`\\b${word}\\b`).test(text)).length;
      if (count !== 1)
        throw new Violation(count > 1 ? 'S4' : 'L1', `${word} of ${item} is ${count} times at ${site.name}`);
    }
  }
}

/** S3: every word that a person wrote is in every copy, or was replaced by somebody who had seen it, or can be had back. */
export async function checkLineage(world: ProviderWorld): Promise<void> {
  const tasks = [...(await tasksOf(world)), ...(await tasksOf(world, true))];
  const kept = await restorable(world, tasks);
  const whole = new Set(wholeItems(world));
  for (const intent of world.ledger.intents.values()) {
    if (intent.replacedAt !== null || intent.isRaced || kept.has(intent.word)) continue;
    const copies = copiesOf(world, tasks, intent);
    const holds = (value: FieldValue | undefined): boolean => wordsIn(intent.field, value).includes(intent.word);
    // It is where it was written, out of our sight.
    if (world.moved.get(intent.item)?.some((fields) => holds(fields[intent.field]))) continue;
    const isThere = whole.has(intent.item)
      ? copies.length > 0 && copies.every(({ value }) => holds(value))
      : copies.some(({ value }) => holds(value));
    if (isThere) continue;
    const seen = copies.map(({ name, value }) => `${name} ${JSON.stringify(value)}`).join(', ') || 'none';
    const { word, field, item, at } = intent;
    throw new Violation('S3', `${word}, written to ${field} of ${item} at ${at}, is lost; copies: ${seen}`);
  }
}

/** Words in conflicts, and in what rules and decisions put aside. */
async function restorable({ disk }: ProviderWorld, tasks: readonly Task[]): Promise<ReadonlySet<Word>> {
  const kept = new Set<Word>();
  const keep = (field: string, value: FieldValue | undefined): void => {
    for (const word of wordsIn(field, field === 'due' ? toDay(value) : value)) kept.add(word);
  };
  for (const { field, sides } of await disk.conflicts.byTasks(tasks.map(({ id }) => id))) {
    for (const { value } of sides) keep(field, value);
  }
  for (const { id } of tasks) {
    for (const { kind, field, before } of await disk.history.list({ task: id })) {
      if ((kind === 'overruled' || kind === 'resolved') && field !== null) keep(field, before);
    }
  }
  return kept;
}

interface Copy {
  readonly name: string;
  readonly value: FieldValue | undefined;
}

function copiesOf({ sites }: ProviderWorld, tasks: readonly Task[], { item, field }: Intent): readonly Copy[] {
  const known = providerFields.find((name) => name === field);
  const there = sites
    .filter(({ holds }) => known !== undefined && holds.includes(known))
    .flatMap((site) => recordsOf(site, item).map((record) => ({ name: site.name, value: fieldsOf(record)[field] })));
  return [...copiesHere(tasks, item).map((task) => ({ name: 'here', value: plainFields(task)[field] })), ...there];
}
