import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import { emptyValue, sameValue } from '../../../src-shared/domain/field.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Endpoint } from '../../../src-shared/domain/profile.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { createMapper, type Mapper } from '../../../src-shared/sync/apply-mapping.ts';
import { serviceNames, type World } from '../world.ts';
import { isSecondCopy, type Picture, pictures } from './picture.ts';
import { Violation } from './violation.ts';

/**
 * L1: quiescent. Nothing waits, and for every link and field in scope p(H) = B = R. Left out is what waits for a person: open
 * conflicts, circles of parents, and creates at services of class E that may have arrived (L6: they stay parked visibly).
 */
export async function checkConvergence(world: World): Promise<void> {
  for (const picture of await pictures(world)) {
    checkOutbox(world, picture);
    for (const endpoint of picture.profile.endpoints) await checkEndpoint(world, picture, endpoint);
  }
}

export function identityAt({ setting }: World, endpoint: Endpoint): string {
  return setting.services[serviceNames.indexOf(endpoint.connection)]?.identity ?? '';
}

function checkOutbox(world: World, { ops, profile, installation }: Picture): void {
  for (const op of ops) {
    const endpoint = profile.endpoints.find(({ id }) => id === op.endpoint);
    const isParked = endpoint && op.state === 'uncertain' && identityAt(world, endpoint) === 'E';
    if (isParked) continue;
    const reason = `${op.state}, ${op.attempts} attempts, ${op.reason?.message ?? 'no reason'}`;
    throw new Violation(
      'L1',
      `installation ${installation.index}: a ${op.kind} of ${op.task} at ${endpoint?.name} is not done: ${reason}`,
    );
  }
}

async function checkEndpoint(world: World, picture: Picture, endpoint: Endpoint): Promise<void> {
  const { installation, tasks, links, ops, conflicts } = picture;
  const { schema } = await installation.disk.endpoints.get(endpoint.id);
  if (!schema) throw new Violation('L1', `nothing is known of ${endpoint.name}`);
  const own = links.filter((link) => link.endpoint === endpoint.id);
  const linked = own.filter((link) => link.state === 'linked');
  const toRemote = new Map(linked.map((link) => [link.task, link.remoteId]));
  const toTask = new Map(linked.map((link) => [link.remoteId, link.task]));
  const references = { toRemote: (id: string) => toRemote.get(id), toTask: (id: string) => toTask.get(id) };
  const mapper = createMapper(endpoint, schema, references);
  const service = world.services.find(({ name }) => name === endpoint.connection);
  if (!service) return;
  const records = new Map(service.all().map((record) => [record.id, record]));
  for (const task of tasks) {
    const link = linked.find((one) => one.task === task.id);
    const isParked = ops.some((op) => op.task === task.id && op.endpoint === endpoint.id);
    const isAsked = conflicts.some((one) => one.state === 'open' && one.kind === 'deletion' && one.task === task.id);
    if (isParked || isAsked) continue;
    const name = `installation ${installation.index}, ${endpoint.name}: ${String(task.fields['title'])}`;
    if (link) checkLink({ name, picture, endpoint, mapper, task, link, record: records.get(link.remoteId) });
    else if (task.deletedAt === null && !own.some((one) => one.task === task.id) && endpoint.direction !== 'pull') {
      throw new Violation('L1', `${name} is not there`);
    }
  }
  if (endpoint.direction === 'push') return;
  for (const record of records.values()) {
    const known = await installation.disk.links.byRemote(endpoint.id, [record.id]);
    const name = `installation ${installation.index}, ${endpoint.name}: ${String(record.fields['title'])}`;
    // One that was deleted, and that another profile or program made again, is news.
    if (known.every(({ state }) => state === 'gone') && !isSecondCopy(service, record))
      throw new Violation('L1', `${name} has no task here`);
  }
}

interface Checked {
  readonly name: string;
  readonly picture: Picture;
  readonly endpoint: Endpoint;
  readonly mapper: Mapper;
  readonly task: Task;
  readonly link: Link;
  readonly record: RemoteTask | undefined;
}

function checkLink(checked: Checked): void {
  const { name, mapper, task, link, record, picture, endpoint } = checked;
  if (!record) throw new Violation('L1', `${name} is linked to ${link.remoteId}, which is not there`);
  if (task.deletedAt !== null) {
    // It comes back with whatever somebody does there, or another profile: what has not been read yet is not at rest.
    const isRead = mapper.fields.every((field) => {
      const remote = mapper.remoteName(field);
      return sameValue(remote, link.observation?.fields[remote], record.fields[remote]);
    });
    if (!isRead && endpoint.direction !== 'push')
      throw new Violation('L1', `${name} is in the bin, and was changed there since`);
    return;
  }
  for (const field of mapper.fields) {
    const remote = mapper.remoteName(field);
    const waits = picture.conflicts.some(
      (one) => one.state === 'open' && one.task === task.id && (one.field === field || one.kind === 'deletion'),
    );
    // Two people put each of two tasks below the other: that is said, and a person has to take one of them out (S25).
    const isCircle = picture.problems.some((one) => one.task === task.id && one.field === field && field === 'parent');
    const [base, there] = [link.base?.[remote], record.fields[remote]];
    // What waits is the conflict as it was last read: another program may have ended it there since.
    if (waits && !sameValue(remote, link.observation?.fields[remote], there)) {
      throw new Violation('L1', `${name}: ${field} waits for a decision, and is ${JSON.stringify(there)} there by now`);
    }
    if (waits || isCircle) continue;
    const ours = mapper.project(field, task.fields[field] ?? emptyValue(field), there);
    // Nobody has to do anything about what cannot be said on one of the sides: it waits visibly. Theirs may be the id of a parent
    // that was deleted: then ours goes there all the same.
    if (!ours.ok) continue;
    if (!mapper.lift(field, there ?? null, emptyValue(field)).ok && !sameValue(remote, base, there)) continue;
    const isAsSent = link.sent[remote] !== undefined && sameValue(remote, link.sent[remote], ours.value);
    const isPushed = endpoint.direction === 'pull' || isAsSent || sameValue(remote, ours.value, base);
    const isPulled = endpoint.direction === 'push' || sameValue(remote, base, there);
    if (isPushed && isPulled) continue;
    const [h, b, r] = [ours.value, base, there].map((value) => JSON.stringify(value));
    throw new Violation('L1', `${name}: ${field} is ${h} here, ${b} in the base and ${r} there`);
  }
}
