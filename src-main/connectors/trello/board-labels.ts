import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { beforeWriting } from './applied.ts';
import { changeLabels, colorFor } from './labels.ts';
import type { TrelloClient } from './trello-client.ts';
import type { Label } from './trello-wire.ts';

/** Says which labels a card is to have, and makes those that the board lacks. */
export type LabelIds = (board: string, current: readonly Label[], wanted: FieldValue) => Promise<string>;

/** One after the other: two cards that need the same new label must not make it twice. */
export function createBoardLabels(client: TrelloClient): LabelIds {
  const known = new Map<string, readonly Label[]>();
  let last: Promise<unknown> = Promise.resolve();

  const idsFor = async (board: string, current: readonly Label[], wanted: readonly string[]): Promise<string> => {
    let labels = known.get(board) ?? (await client.labels(board));
    for (;;) {
      const { ids, missing } = changeLabels(current, wanted, labels);
      const [name] = missing;
      known.set(board, labels);
      if (name === undefined) return ids.join(',');
      labels = [...labels, await client.createLabel(board, name, colorFor(name))];
    }
  };

  return (board, current, wanted) => {
    const names = Array.isArray(wanted) ? wanted : [];
    const turn = last.then(() => idsFor(board, current, names));
    // After a failure nothing is sure: a label may have been made all the same.
    last = turn.catch(() => known.delete(board));
    // The card itself has not been touched yet.
    return beforeWriting(turn);
  };
}
