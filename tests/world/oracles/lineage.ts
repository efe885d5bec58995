import type { MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import type { FieldName, FieldValue } from '../../../src-shared/domain/field.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { type Intent, itemIn, type Word, wordsIn } from '../ledger.ts';
import { atHere } from '../people.ts';
import { serviceNames, type World } from '../world.ts';
import { isSecondCopy, type Picture, pictures } from './picture.ts';
import { Violation } from './violation.ts';

/**
 * S3: no lost intent. Every word that a person wrote is (a) in every copy of its item that is in scope, or (b) was replaced by
 * somebody who had seen it, or (c) is in a conflict or in a history entry from which it can be had back.
 */
export async function checkLineage(world: World): Promise<void> {
  const all = await pictures(world);
  const kept = await restorable(all);
  const linked = new Set(all.flatMap(({ links, profile }) => links.map((link) => placeOf(profile, link))));
  for (const intent of world.ledger.intents.values()) {
    const isLeft = intent.replacedAt !== null || intent.isRaced || kept.has(intent.word) || !travels(world, intent);
    if (!isLeft && !isInSecondCopy(world, intent, linked)) checkIntent(world, all, intent, linked);
  }
}

/** Words in conflicts, open or decided, and in what rules and decisions put aside. */
async function restorable(all: readonly Picture[]): Promise<ReadonlySet<Word>> {
  const kept = new Set<Word>();
  const keep = (field: FieldName, value: FieldValue | undefined): void => {
    for (const word of wordsIn(field, value)) kept.add(word);
  };
  for (const { conflicts, tasks, installation } of all) {
    for (const { field, sides } of conflicts) for (const { value } of sides) keep(field, value);
    for (const { id } of tasks) {
      for (const { kind, field, before } of await installation.disk.history.list({ task: id })) {
        if ((kind === 'overruled' || kind === 'resolved') && field !== null) keep(field, before);
      }
    }
  }
  return kept;
}

/** Mirrors are not read from, and what a mapping keeps out stays where it is. */
function travels({ setting }: World, { at, field }: Intent): boolean {
  const isKeptOut = setting.profiles.some(({ endpoints }) => endpoints.some(({ without }) => without.includes(field)));
  const isIgnored = setting.services.some(({ ignores }) => ignores.includes(field));
  if (setting.profiles.length > 1 && (isKeptOut || isIgnored)) return false;
  const endpoints = setting.profiles.flatMap((profile) => profile.endpoints);
  return !endpoints.some(
    ({ service, direction, without }) =>
      at === `service ${service}` && (direction === 'push' || without.includes(field)),
  );
}

function placeOf({ endpoints }: Profile, { endpoint, remoteId }: Link): string {
  return `${endpoints.find(({ id }) => id === endpoint)?.connection} ${remoteId}`;
}

/** A create that the network delivered twice left a record that belongs to no task: it is reported, and so is not lost. */
function isInSecondCopy({ services, deliveredTwice }: World, { at, record }: Intent, linked: ReadonlySet<string>) {
  const index = services.findIndex((_, number) => at === `service ${number}`);
  const name = services[index]?.name;
  return (deliveredTwice[index] ?? 0) > 0 && !linked.has(`${name} ${record}`);
}

interface Copy {
  readonly name: string;
  readonly value: FieldValue | undefined;
}

function checkIntent(world: World, all: readonly Picture[], intent: Intent, linked: ReadonlySet<string>): void {
  const { word, item, field, at } = intent;
  const holds = ({ value }: Copy): boolean => wordsIn(field, value).includes(word);
  const parked = parkedAt(all, item);
  // It cannot get past the service that joins the two.
  if (parked.size > 0 && world.setting.profiles.length > 1) return;
  const copies = [...tasksOf(world, all, intent), ...recordsOf(world, intent, linked, parked)];
  const isDeleted = (world.ledger.items.get(item)?.deletedAt.length ?? 0) > 0;
  // What may be its record there is a task of its own until somebody decides: then one copy is enough.
  // Two profiles or programs may each follow another of two copies that the network made; both say that there are two.
  const isFollowedTwice = world.setting.profiles.length > 1 || world.setting.installations > 1;
  const isApart = isFollowedTwice && world.services.some((service) => hasTwoCopies(service, item));
  if (isDeleted || parked.size > 0 || isApart ? copies.some(holds) : copies.length > 0 && copies.every(holds)) return;
  const seen = copies.map(({ name, value }) => `${name} ${JSON.stringify(value)}`).join(', ');
  throw new Violation('S3', `${word}, written to ${field} of ${item} at ${at}, is lost; copies: ${seen || 'none'}`);
}

function hasTwoCopies(service: MemoryService, item: string): boolean {
  const own = service.all().filter(({ fields }) => itemIn(fields) === item);
  return own.length > 1 && own.some((record) => isSecondCopy(service, record));
}

/** Services where a create of the item waits for a person, because nobody can know whether it arrived (class E). */
function parkedAt(all: readonly Picture[], item: string): ReadonlySet<string> {
  return new Set(
    all.flatMap(({ ops, tasks, profile }) => {
      const own = new Set(tasks.filter(({ fields }) => itemIn(fields) === item).map(({ id }) => id));
      const open = ops.filter((op) => own.has(op.task));
      return profile.endpoints.filter(({ id }) => open.some((op) => op.endpoint === id)).map((one) => one.connection);
    }),
  );
}

function tasksOf(world: World, all: readonly Picture[], { item, field, at }: Intent): readonly Copy[] {
  const { profiles, services } = world.setting;
  const holding = new Set(
    profiles
      .flatMap(({ endpoints }) => endpoints)
      .filter(({ service, direction, without }) => {
        const isKept = !services[service]?.ignores.includes(field);
        return direction !== 'pull' && !without.includes(field) && isKept;
      })
      .map(({ service }) => serviceNames[service]),
  );
  // What was written here reaches other programs only by a service that one writes, that holds it, and that the other reads:
  // where no service holds the field, nothing but this database has the word, and it is not lost.
  const reaches = ({ installation, profile }: Picture): boolean =>
    !at.startsWith('here') ||
    at === atHere(installation.index, profile.name) ||
    profile.endpoints.some(
      ({ connection, direction, mapping }) =>
        direction !== 'push' && mapping[field] !== false && holding.has(connection),
    );
  return all
    .filter(reaches)
    .flatMap(({ installation, profile, tasks }) =>
      tasks
        .filter((task) => itemIn(task.fields) === item)
        .map((task) => ({ name: `here ${installation.index} ${profile.name}`, value: task.fields[field] })),
    );
}

function recordsOf(
  { setting, services }: World,
  { item, field, at }: Intent,
  linked: ReadonlySet<string>,
  parked: ReadonlySet<string>,
): readonly Copy[] {
  return services.flatMap((service, index) => {
    const endpoints = setting.profiles.flatMap((profile) => profile.endpoints.filter((one) => one.service === index));
    const isWritten = endpoints.some(({ direction, without }) => direction !== 'pull' && !without.includes(field));
    const isKept = !setting.services[index]?.ignores.includes(field);
    if ((!isWritten || !isKept || parked.has(service.name)) && at !== `service ${index}`) return [];
    return service
      .all()
      .filter((record) => itemIn(record.fields) === item && linked.has(`${service.name} ${record.id}`))
      .map((record) => ({ name: serviceNames[index] ?? '', value: record.fields[field] }));
  });
}
