import { type MemoryOperation, memoryFaultKinds } from '../../src-main/connectors/memory/memory-faults.ts';
import { steps } from '../../src-main/core/store/steps.ts';
import { crashCell, faultCell } from './coverage.ts';

/** Operations that a run makes; the others belong to setting up. */
export const operations: readonly MemoryOperation[] = [
  'schema',
  'pull',
  'list',
  'get',
  'find',
  'create',
  'update',
  'remove',
];
const identities = ['A', 'B', 'C', 'D', 'E'] as const;
/** Steps of a run and of a person's edit; the others belong to setting up, or need what the world does not have yet. */
const runSteps = steps.filter((step) => !['connection', 'profile', 'schedule'].includes(step));
export const crashPoints: readonly string[] = [
  ...runSteps.flatMap((step) => [`${step} before`, `${step} after`]),
  ...operations.flatMap((operation) => [`${operation} unsent`, `${operation} answered`]),
];

/** Kinds of faults by operations, the sum over the classes; then crash points; then the cells that were never met. */
export function coverageTable(counts: ReadonlyMap<string, number>): string {
  const kinds = [...memoryFaultKinds, 'delay'];
  const sum = (kind: string, operation: string): number =>
    identities.reduce((all, identity) => all + (counts.get(faultCell(kind, operation, identity)) ?? 0), 0);
  const width = 9;
  const rows = kinds.map((kind) =>
    [kind.padEnd(17), ...operations.map((operation) => String(sum(kind, operation)).padStart(width))].join(''),
  );
  const head = [''.padEnd(17), ...operations.map((operation) => operation.padStart(width))].join('');
  const crashes = crashPoints.map((point) => `${point} ${counts.get(crashCell(point)) ?? 0}`).join(' · ');
  const cells = kinds.flatMap((kind) =>
    operations.flatMap((operation) => identities.map((identity) => faultCell(kind, operation, identity))),
  );
  const never = [...cells, ...crashPoints.map(crashCell)].filter((cell) => !counts.has(cell));
  const missed = never.length === 0 ? 'none' : never.join(' · ');
  return [head, ...rows, '', `Crashes: ${crashes}`, '', `Never met (${never.length}): ${missed}`].join('\n');
}
