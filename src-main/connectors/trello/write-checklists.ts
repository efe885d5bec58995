import { assertNever } from '../../../src-shared/assert-never.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { ChecklistStep } from './plan-checklists.ts';
import type { TrelloClient } from './trello-client.ts';

/**
 * One after the other, because Trello has no request for several. What is left when one fails is written the next time: the plan
 * is made of what the card then has, so nothing comes twice.
 */
export async function writeChecklists(
  client: TrelloClient,
  card: RemoteId,
  steps: readonly ChecklistStep[],
): Promise<void> {
  for (const step of steps) await carryOut(client, card, step);
}

async function carryOut(client: TrelloClient, card: RemoteId, step: ChecklistStep): Promise<void> {
  switch (step.kind) {
    case 'add-list': {
      const id = await client.addChecklist(card, step.list.name, step.pos);
      for (const [index, { name, isDone }] of step.list.items.entries()) {
        await client.addCheckItem(id, { name, checked: isDone, pos: (index + 1) * 16_384 });
      }
      return;
    }
    case 'move-list':
      return client.moveChecklist(step.id, step.pos);
    case 'remove-list':
      return client.deleteChecklist(step.id);
    case 'add-item':
      return client.addCheckItem(step.list, { name: step.name, checked: step.isDone, pos: step.pos });
    case 'change-item':
      return client.updateCheckItem(card, step.id, step.values);
    case 'remove-item':
      return client.deleteCheckItem(card, step.id);
    default:
      return assertNever(step);
  }
}
