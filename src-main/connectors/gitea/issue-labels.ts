import { beforeWriting } from '../kit/applied.ts';
import type { GiteaClient } from './gitea-client.ts';
import type { Label } from './gitea-wire.ts';

/** The ids of labels by their names; those that there are not yet are made. */
export type LabelIds = (container: string, names: readonly string[]) => Promise<readonly number[]>;

/** One after the other: two issues that need the same new label must not make it twice. */
export function createLabelIds(client: GiteaClient): LabelIds {
  const known = new Map<string, readonly Label[]>();
  let last: Promise<unknown> = Promise.resolve();

  const idsFor = async (container: string, names: readonly string[]): Promise<readonly number[]> => {
    let labels = known.get(container) ?? (await client.labels(container));
    const ids: number[] = [];
    for (const name of new Set(names)) {
      let label = labels.find((one) => one.name === name);
      if (label === undefined) {
        label = await client.createLabel(container, name);
        labels = [...labels, label];
      }
      ids.push(label.id);
    }
    known.set(container, labels);
    return ids;
  };

  return (container, names) => {
    if (names.length === 0) return Promise.resolve([]);
    const turn = last.then(() => idsFor(container, names));
    // After a failure nothing is sure: a label may have been made all the same.
    last = turn.catch(() => known.delete(container));
    // The issue itself has not been touched yet.
    return beforeWriting(turn);
  };
}
