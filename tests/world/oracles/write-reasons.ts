import type { MemoryWrite } from '../../../src-main/connectors/memory/memory-book.ts';
import { emptyValue, type FieldName, sameValue } from '../../../src-shared/domain/field.ts';
import { type Item, itemIn, wordsIn } from '../ledger.ts';
import type { World } from '../world.ts';
import { Violation } from './violation.ts';

/**
 * S5, S6, S19: no write without a reason. A field is written only when that changes something, only with words that people wrote
 * into that field of that item, and not more often than people changed it.
 */
export function checkWriteReasons(world: World): void {
  for (const [index, service] of world.services.entries()) {
    const counts = new Map<string, number>();
    const isBlurred = world.blurred.has(index);
    for (const write of service.log) {
      if (write.by !== 'sync' || write.operation === 'remove') continue;
      const item = world.ledger.items.get(itemIn({ ...write.before, ...write.fields }));
      if (!item) throw new Violation('S5', `${service.name} got a record that nobody made: ${show(write)}`);
      for (const [field, value] of Object.entries(write.fields)) {
        const before = write.before ? write.before[field] : emptyValue(field);
        if (!isBlurred && sameValue(field, before, value) && write.operation === 'update') {
          throw new Violation('S5', `${service.name}: ${field} was written with what was there: ${show(write)}`);
        }
        for (const word of wordsIn(field, value)) {
          const intent = world.ledger.intents.get(word);
          if (intent?.item === item.name && intent.field === field) continue;
          throw new Violation(
            'S5',
            `${service.name}: nobody wrote ${word} into ${field} of ${item.name}: ${show(write)}`,
          );
        }
        if (write.operation === 'create') continue;
        const key = `${write.id} ${field}`;
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        // What a service does not keep as it was sent looks, without an answer, as if it had not arrived: it is sent again.
        const again = keepsAsSent(world, index, field) ? 0 : (world.unanswered.get(`${index} ${write.id}`) ?? 0);
        // An answer from yesterday at one service goes on to all others, and is taken back there as well.
        if (world.blurred.size > 0 || count <= (reasonsFor(item, field) + 1) * triers(world, index, field) + again)
          continue;
        const values = service.log
          .filter(({ id, by, fields }) => id === write.id && by === 'sync' && fields[field] !== undefined)
          .map(({ fields }) => JSON.stringify(fields[field]));
        const told = `was written ${count} times: ${values.join(', ')}`;
        throw new Violation('S5', `${service.name}: ${field} of ${item.name} ${told}`);
      }
    }
  }
}

/** The service neither leaves the field as it was nor writes it in another way. */
function keepsAsSent({ setting }: World, service: number, field: FieldName): boolean {
  const { ignores = [], trimsTitles, rewritesText } = setting.services[service] ?? {};
  return !ignores.includes(field) && !(trimsTitles && field === 'title') && !(rewritesText && field === 'body');
}

/** What a service drops leaves no trace there: no program can know that another one has tried it, and each tries for itself. */
function triers({ setting }: World, service: number, field: FieldName): number {
  return setting.services[service]?.ignores.includes(field) ? setting.installations : 1;
}

function reasonsFor({ reasons, deletedAt, isRestored }: Item, field: FieldName): number {
  const own = reasons.get(field) ?? 0;
  if (field === 'parent') return Number.POSITIVE_INFINITY;
  return field === 'status' ? own + 2 * deletedAt.length + (isRestored ? 2 : 0) : own;
}

function show({ operation, id, fields, before }: MemoryWrite): string {
  return JSON.stringify({ operation, id, fields, before });
}
