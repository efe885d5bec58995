import type { RemoteId } from '../../src-shared/domain/ids.ts';
import type { CommentEvent } from './comment-story.ts';
import { itemIn } from './ledger.ts';
import { isSecondCopy } from './oracles/picture.ts';
import { tasksOf } from './people.ts';
import type { World } from './world.ts';

/** What one person said. Its word never changes; each edit has another one behind it. */
export interface Remark {
  readonly word: string;
  readonly item: string;
  /** Number of the service, or `here`. */
  readonly home: number | 'here';
  /** Null: written here. */
  readonly id: RemoteId | null;
  readonly by: 'own' | 'other';
  text: string;
  isDeleted: boolean;
}

/** The comments that people wrote, whether or not the program has heard of them. */
export type Remarks = Map<string, Remark>;

/** Carries out what a person does to a comment. What is not possible now is left. */
export async function doToComments(world: World, event: CommentEvent): Promise<void> {
  if ('here' in event.side) {
    await commentHere(world, event.side.here, event.pick);
    return;
  }
  const home = event.side.service;
  const service = world.services[home];
  if (!service) return;
  const { remarks } = world;
  if (event.do === 'comment') {
    // A second copy that the network made is left alone, and so is what people say about it.
    const records = service.all().filter((one) => !isSecondCopy(service, one));
    const record = records[event.pick % Math.max(1, records.length)];
    if (!record) return;
    const word = nextWord(remarks);
    const { id } = service.comment(record.id, word, event.by === 'own' ? { by: 'sync' } : { by: 'Ana' });
    const item = itemIn(record.fields);
    remarks.set(word, { word, item, home, id, by: event.by, text: word, isDeleted: false });
    return;
  }
  const there = new Set(service.all().flatMap((record) => service.comments(record.id).map(({ id }) => id)));
  const own = [...remarks.values()].filter((one) => one.home === home && one.id !== null && there.has(one.id));
  const remark = own[event.pick % Math.max(1, own.length)];
  if (!remark?.id) return;
  if (event.do === 'edit-comment') {
    remark.text = `${remark.word} ${nextWord(remarks)}${world.ledger.nextNumber()}`;
    service.editComment(remark.id, { text: remark.text });
  } else {
    remark.isDeleted = true;
    service.removeComment(remark.id);
  }
}

function nextWord(remarks: Remarks): string {
  return `c${remarks.size + 1}`;
}

async function commentHere(world: World, index: number, pick: number): Promise<void> {
  const installation = world.installations[index];
  if (!installation) return;
  const tasks = await tasksOf(installation);
  const task = tasks[pick % Math.max(1, tasks.length)];
  if (!task) return;
  const word = nextWord(world.remarks);
  await installation.core.api.call('tasks.comment', { task: task.id, text: word });
  const item = itemIn(task.fields);
  world.remarks.set(word, { word, item, home: 'here', id: null, by: 'own', text: word, isDeleted: false });
}

/** The comment that a text is or is a copy of. */
export function wordOf(text: string): string | null {
  return /\bc\d+\b/.exec(text)?.[0] ?? null;
}
