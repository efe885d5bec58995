import type { Connector, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { afterWriting, beforeWriting } from './applied.ts';
import { createBoardFrames } from './board-frames.ts';
import { createBoardLabels } from './board-labels.ts';
import { getCards } from './get-cards.ts';
import { withoutMarker } from './identity.ts';
import { everyPage, pullCards } from './pull-cards.ts';
import { idOf, readCard, readCards } from './read-cards.ts';
import { firstList } from './status.ts';
import { createTrelloAttachments } from './trello-attachments.ts';
import type { TrelloClient } from './trello-client.ts';
import { createTrelloClient } from './trello-client.ts';
import { createTrelloComments } from './trello-comments.ts';
import type { Attributes } from './trello-fields.ts';
import { cardOf, changedDescription, changeOf, newDescription, toRemoteTask } from './trello-fields.ts';
import { describeBoard } from './trello-schema.ts';
import type { Card, Member } from './trello-wire.ts';
import { writeChecklists } from './write-checklists.ts';

export function connectTrello(context: ConnectContext): Connector {
  const client = createTrelloClient(context);
  const frames = createBoardFrames(client);
  const labelIds = createBoardLabels(client);
  const ownId = once(async () => (await client.me()).id);
  const membersOf = createMembers(client);

  return {
    check: async () => {
      const { id, fullName, username } = await client.me();
      return { id, name: fullName || username || id, server: 'Trello' };
    },

    containers: async () => {
      const [boards, own] = [await client.boards(), await ownId()];
      return boards
        .filter(({ closed }) => !closed)
        .map(({ id, name, memberships }) => {
          const mine = memberships?.find(({ idMember }) => idMember === own);
          return { id, name, writable: !mine?.deactivated && mine?.memberType !== 'observer' };
        });
    },

    schema: async (container) => describeBoard(await frames.read(container), await client.members(container)),

    pull: (request) => pullCards(client, frames, request),

    list: async (container) => {
      const { cards, problems } = readCards(await everyPage((query) => client.cards(container, query), idOf));
      return [...cards, ...problems].map(({ id }) => id);
    },

    get: (container, ids) => getCards(client, frames, container, ids),

    find: async (container, identity) => {
      const all = await everyPage((query) => client.descriptions(container, query), idOf);
      const marked = all.filter((card) => identityIn(card) === identity).map(idOf);
      return (await getCards(client, frames, container, marked)).tasks;
    },

    create: async ({ container, identity, fields }) => {
      const frame = await beforeWriting(frames.known(container));
      const { attributes, custom, checklists } = changeOf(fields, frame, null);
      const { closed, idList, ...others } = attributes;
      const labels = 'labels' in fields ? { idLabels: await labelIds(container, [], fields['labels'] ?? []) } : {};
      const sent = { ...others, ...labels, idList: idList ?? firstList(frame), pos: 'bottom' };
      const created = readCard(await client.createCard({ ...sent, desc: newDescription(fields['body'], identity) }));
      // What a new card cannot be given at once; until then it is found by its marker.
      if (closed === true) await afterWriting(client.updateCard(created.id, { closed }));
      if (custom.length > 0) await afterWriting(client.setCustomFields(created.id, custom));
      await afterWriting(writeChecklists(client, created.id, checklists));
      const isWhole = closed !== true && custom.length === 0 && checklists.length === 0;
      const task = isWhole ? toRemoteTask(created, frame) : null;
      return { id: created.id, version: task?.version ?? null, task };
    },

    update: async ({ container, id, fields, current }) => {
      const frame = await beforeWriting(frames.known(container));
      const card = cardOf(current) ?? (await beforeWriting(readAgain(client, id)));
      const { attributes, custom, checklists } = changeOf(fields, frame, card);
      const all: Attributes = { ...attributes, ...bodyOf(fields, card, current) };
      const labels = card.labels ?? [];
      const sent =
        'labels' in fields ? { ...all, idLabels: await labelIds(container, labels, fields['labels'] ?? []) } : all;
      let isBegun = false;
      const next = async (writing: () => Promise<void>): Promise<void> => {
        await (isBegun ? afterWriting(writing()) : writing());
        isBegun = true;
      };
      if (Object.keys(sent).length > 0) await next(() => client.updateCard(id, sent));
      if (custom.length > 0) await next(() => client.setCustomFields(id, custom));
      for (const step of checklists) await next(() => writeChecklists(client, id, [step]));
      // The answer comes without the custom fields and the checklists, so the engine reads the card back.
      return { id, version: null, task: null };
    },

    remove: ({ id }) => client.deleteCard(id),

    comments: createTrelloComments(client, ownId),
    attachments: createTrelloAttachments(client, ownId, membersOf),
  };
}

/** What is written depends on what is there. */
async function readAgain(client: TrelloClient, id: RemoteId): Promise<Card> {
  const card = await client.card(id);
  if (card !== null) return readCard(card);
  throw new TaskSyncError('not-found', 'A card is not in Trello any more. Nothing was written.');
}

function bodyOf({ body }: Fields, card: Card, { identity }: RemoteTask): Attributes {
  return body === undefined ? {} : { desc: changedDescription(body, card, identity) };
}

function identityIn(card: unknown): string | null {
  const desc = typeof card === 'object' && card !== null && 'desc' in card ? card.desc : null;
  return typeof desc === 'string' ? withoutMarker(desc).identity : null;
}

/** Of each board, asked for once. */
function createMembers(client: TrelloClient): (board: string) => Promise<readonly Member[]> {
  const asked = new Map<string, () => Promise<readonly Member[]>>();
  return (board) => {
    const ask = asked.get(board) ?? once(() => client.members(board));
    asked.set(board, ask);
    return ask();
  };
}

/** Asks once; a failure is not kept. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}
