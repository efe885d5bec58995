import type { StatusCategory } from '../../../src-shared/domain/field.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';
import type { CustomDefinition } from './custom-fields.ts';
import { defineFields } from './custom-fields.ts';
import { meaningsOf } from './status.ts';
import type { TrelloClient } from './trello-client.ts';
import type { BoardList, Card } from './trello-wire.ts';

/** What a board says of its cards: one request. */
export interface Frame {
  readonly id: string;
  /** In the order of the board. */
  readonly lists: ReadonlyMap<string, BoardList>;
  readonly meanings: ReadonlyMap<string, StatusCategory>;
  readonly custom: readonly CustomDefinition[];
  /** Ids of all custom fields, also of those that we cannot hold. */
  readonly customIds: ReadonlySet<string>;
  /** When there was activity last, if that moment is over. */
  readonly mark: string | null;
}

export interface BoardFrames {
  /** As it is now. */
  read(board: string): Promise<Frame>;
  /** As it was last read in this run. */
  known(board: string): Promise<Frame>;
  /** The known one, unless one of these cards has a list or a custom field that came since. */
  fitting(board: string, cards: readonly Card[]): Promise<Frame>;
}

export function createBoardFrames(client: TrelloClient): BoardFrames {
  const frames = new Map<string, Frame>();
  /** What no board explains, so that it is not asked for again and again. */
  const unexplained = new Set<string>();
  const read = async (id: string): Promise<Frame> => {
    const { board, headers } = await client.board(id);
    const lists = [...board.lists].sort((a, b) => a.pos - b.pos || a.id.localeCompare(b.id));
    const frame: Frame = {
      id: board.id,
      lists: new Map(lists.map((list) => [list.id, list])),
      meanings: meaningsOf(lists),
      custom: defineFields(board.customFields ?? []),
      customIds: new Set((board.customFields ?? []).map(({ id }) => id)),
      mark: settled(board.dateLastActivity, headers),
    };
    frames.set(id, frame);
    return frame;
  };
  const known = async (id: string): Promise<Frame> => frames.get(id) ?? (await read(id));
  return {
    read,
    known,
    fitting: async (id, cards) => {
      const frame = await known(id);
      const strange = cards
        .filter(({ idBoard }) => idBoard === frame.id)
        .flatMap((card) => unknownTo(frame, card))
        .filter((one) => !unexplained.has(one));
      if (strange.length === 0) return frame;
      for (const one of strange) unexplained.add(one);
      return read(id);
    },
  };
}

function unknownTo({ lists, customIds }: Frame, { idList, customFieldItems }: Card): readonly string[] {
  const fields = (customFieldItems ?? []).map(({ idCustomField }) => idCustomField);
  return [...(lists.has(idList) ? [] : [idList]), ...fields.filter((one) => !customIds.has(one))];
}

const momentMs = 5_000;

/** More may come in a moment that is not over yet, by the service's own clock (S11). */
function settled(at: string | null, headers: Readonly<Record<string, string>>): string | null {
  const now = httpDate(headers['date']);
  return at !== null && now !== null && now - Date.parse(at) > momentMs ? at : null;
}
