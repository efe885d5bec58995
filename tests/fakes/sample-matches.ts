import type { MatchView } from '../../src-shared/api/views.ts';

/** Pairs that may be the same task: one that is, one that is not, and one with a very long title. */
export function sampleMatches(profile: string): MatchView[] {
  const side = (task: string, title: string, endpoint: string, remoteId: string): MatchView['sides'][number] => ({
    task,
    title,
    isNew: true,
    records: [{ endpoint, remoteId, url: null }],
  });
  const pair = (
    id: string,
    score: number,
    reasons: readonly string[],
    titles: readonly [string, string],
    issue: string,
  ): MatchView => ({
    ...{ id, profile, score, reasons, since: '2026-03-01T09:00:00.000Z' },
    sides: [side(`${id}a`, titles[0], 'Redmine', issue), side(`${id}b`, titles[1], 'Team calendar', `${id}.ics`)],
  });
  return [
    pair(
      'm1',
      0.94,
      ['nearly the same title', 'both are due on 2026-03-12', 'labels in common: web'],
      ['Prepare the summer party', 'Prepare summer party'],
      '214',
    ),
    pair(
      'm2',
      0.81,
      ['similar titles', 'the same person: you@example.org', 'but due on different days'],
      ['Review the contract of the new supplier', 'Contract review: new supplier'],
      '231',
    ),
    pair(
      'm3',
      0.76,
      ['similar titles', 'similar texts'],
      [
        'Move the archive of all scanned letters, invoices and delivery notes of the last ten years to the new storage',
        'Archive of scanned letters, invoices and delivery notes: move to new storage',
      ],
      '240',
    ),
  ];
}
