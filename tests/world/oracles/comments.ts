import type { MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import type { RemoteComment } from '../../../src-shared/connector/comments.ts';
import type { Endpoint } from '../../../src-shared/domain/profile.ts';
import { type Remark, wordOf } from '../comment-people.ts';
import { itemIn } from '../ledger.ts';
import { serviceNames, type World } from '../world.ts';
import { type Picture, pictures } from './picture.ts';
import { Violation } from './violation.ts';

/**
 * At any moment: nothing is written to a comment of somebody else (S16), and no comment is at a record twice (S4). What the
 * network itself delivered twice to a service that cannot tell is left out: it is counted.
 */
export function checkCommentSafety(world: World): void {
  for (const [index, service] of world.services.entries()) {
    const theirs = new Set(
      [...world.remarks.values()].filter((one) => one.home === index && one.by === 'other').map(({ id }) => id),
    );
    const touched = service.commentLog.find(({ by, id }) => by === 'sync' && theirs.has(id));
    if (touched) throw new Violation('S16', `a comment of somebody else at ${service.name} got a ${touched.operation}`);
    let extra = 0;
    for (const record of service.all()) {
      const words = service.comments(record.id).map(({ text }) => wordOf(text));
      extra += words.length - new Set(words).size;
    }
    const allowed = world.commentsTwice[index] ?? 0;
    if (extra > allowed) throw new Violation('S4', `${extra} comments are at ${service.name} twice`);
  }
}

/** When everything is quiet: each comment is wherever its task is, and says what its author said last (S3, L1). */
export async function checkComments(world: World): Promise<void> {
  for (const picture of await pictures(world)) {
    const waiting = new Set(
      (await picture.installation.disk.comments.ops(picture.profile.id)).map(({ identity }) => identity),
    );
    await checkOps(world, picture);
    const comments = await picture.installation.disk.comments.byTasks(picture.tasks.map(({ id }) => id));
    for (const remark of world.remarks.values()) {
      const known = comments.find(({ text }) => wordOf(text) === remark.word);
      if (known && waiting.has(known.identity)) continue;
      if (isSettled(world, picture, remark))
        checkRemark(world, picture, remark, known?.text ?? null, known?.deletedAt ?? null);
    }
  }
}

/** What may have arrived at a service of class E waits for a person (L6); nothing else does. */
async function checkOps(world: World, { installation, profile }: Picture): Promise<void> {
  for (const op of await installation.disk.comments.ops(profile.id)) {
    const endpoint = profile.endpoints.find(({ id }) => id === op.endpoint);
    const isParked = endpoint && op.state === 'uncertain' && serviceAt(world, endpoint)?.identity === 'E';
    if (!isParked)
      throw new Violation('L1', `a ${op.kind} of a comment at ${endpoint?.name} is not done: ${op.reason?.message}`);
  }
}

function serviceAt({ services }: World, endpoint: Endpoint): MemoryService | undefined {
  return services[serviceNames.indexOf(endpoint.connection)];
}

/** Its task lives, and nobody ever deleted it or has to decide about it. */
function isSettled({ ledger }: World, { tasks, links, conflicts, ops }: Picture, { item }: Remark): boolean {
  const known = ledger.items.get(item);
  const own = tasks.filter(({ fields }) => itemIn(fields) === item);
  const [task] = own;
  if (!known || known.deletedAt.length > 0 || known.isRestored || !task || own.length !== 1) return false;
  const isAsked = conflicts.some((one) => one.state === 'open' && one.task === task.id && one.kind === 'deletion');
  return !isAsked && !ops.some((op) => op.task === task.id) && links.some((link) => link.task === task.id);
}

function checkRemark(
  world: World,
  { profile, links, tasks }: Picture,
  remark: Remark,
  here: string | null,
  deletedAt: string | null,
): void {
  const task = tasks.find(({ fields }) => itemIn(fields) === remark.item);
  const home = profile.endpoints.find((endpoint) => serviceNames.indexOf(endpoint.connection) === remark.home);
  // Another profile's: its copies are copies here, too.
  if (remark.home !== 'here' && (!home || home.direction === 'push')) return;
  if (remark.home === 'here' && here === null) return;
  const name = `the comment “${remark.text}” on ${remark.item}`;
  const isHere = here !== null && deletedAt === null;
  if (isHere === remark.isDeleted)
    throw new Violation(remark.isDeleted ? 'L1' : 'S3', `${name} is ${isHere ? 'still' : 'not'} here`);
  if (isHere && here !== remark.text) throw new Violation('S3', `${name} says “${here}” here`);
  for (const endpoint of profile.endpoints) {
    const service = serviceAt(world, endpoint);
    const link = links.find((one) => one.task === task?.id && one.endpoint === endpoint.id && one.state === 'linked');
    if (!service || !link || (endpoint.direction === 'pull' && endpoint !== home)) continue;
    checkAt(service, service.comments(link.remoteId), name, remark);
  }
}

function checkAt(
  { name: where }: MemoryService,
  comments: readonly RemoteComment[],
  name: string,
  remark: Remark,
): void {
  const own = comments.filter(({ text }) => wordOf(text) === remark.word);
  if (remark.isDeleted) {
    if (own.length > 0) throw new Violation('L1', `${name} was deleted and is at ${where}: ${own[0]?.text}`);
    return;
  }
  const [copy] = own;
  if (!copy) throw new Violation('S3', `${name} is not at ${where}`);
  if (!own.some(({ text }) => text.endsWith(remark.text))) {
    throw new Violation('L1', `${name} says “${copy.text}” at ${where}`);
  }
}
