import type { HistoryCheckView, HistoryFaultView } from '../../../../src-shared/api/views.ts';
import { type Finding, fine, trouble } from './finding.ts';

const faultWords: Readonly<Record<HistoryFaultView['kind'], string>> = {
  changed: 'does not say any more what it said when it was written',
  missing: 'is missing',
  removed: 'was removed too early',
  added: 'was not written by Task Sync',
  rewritten: 'ends a row of entries that are not those that were written',
};
const advice = 'Compare with a backup: tasksync backup list';

export function historyFindings({ faults, entries, seal, noted }: HistoryCheckView): readonly Finding[] {
  const facts = { entries, faults: faults.length };
  const sealed = `${entries} ${entries === 1 ? 'entry' : 'entries'} as written; seal ${seal}`;
  const own = faults.length > 0 ? faults.map(faultFinding) : [fine('history', sealed, facts)];
  switch (noted) {
    case null:
      return own;
    case 'held':
      return [...own, fine('history', 'Everything up to the seal that you gave is as it was.', { noted })];
    case 'too-old':
      return [
        ...own,
        fine('history', 'The seal that you gave is older than what is kept, so nothing can be said of it.', { noted }),
      ];
    case 'broken':
      return [
        ...own,
        trouble('history', `The history is not the one that the seal you gave is of. ${advice}`, { noted }),
      ];
  }
}

function faultFinding({ kind, entry, at, title }: HistoryFaultView): Finding {
  const which = [
    `Entry ${entry}`,
    ...(at === null ? [] : [`of ${at}`]),
    ...(title === null ? [] : [`about “${title}”`]),
  ];
  return trouble('history', `${which.join(' ')} ${faultWords[kind]}. ${advice}`, { kind, entry });
}
