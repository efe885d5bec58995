import type { EndpointView, PassageView, ProfileTrialView, WayTrialView } from '../../src-shared/api/views.ts';
import type { FieldValue } from '../../src-shared/domain/field.ts';
import { sampleSchema } from './sample-data.ts';

const passage = (from: FieldValue, to: FieldValue = from, back: FieldValue = from): PassageView => ({
  ...{ from, to, back, problem: null },
});
const way = (sample: PassageView, rest: Partial<WayTrialView> = {}): WayTrialView => ({
  ...{ sample, of: 5, missing: [], missingCount: 0, lossy: null },
  ...rest,
});

/** A profile tried on tasks that were read: most fields fit, one lacks values, one comes back different. */
export function sampleTrial(endpoints: readonly EndpointView[], records: number, at: string): ProfileTrialView {
  const [left, right] = endpoints.map(({ name }) => name);
  return {
    places: endpoints.map(({ name: endpoint, connection, connector, container }) => ({
      ...{ endpoint, inScope: records, filterProblem: null, schema: sampleSchema(connector) },
      reading: { ...{ connection, container, records, total: records, isComplete: true, at } },
    })),
    matching:
      left === undefined || right === undefined
        ? null
        : {
            ...{ matched: records - 6, ambiguous: 1 },
            only: [left, right].map((endpoint, index) => ({ endpoint, count: 4 - 2 * index })),
          },
    pairs: left === undefined || right === undefined ? [] : [pairOf(left, right)],
    people: [],
  };
}

function pairOf(left: string, right: string): ProfileTrialView['pairs'][number] {
  return {
    ...{ left, right, samples: ['Fix login on Safari', 'Plan dark mode'] as const },
    fields: [
      { field: 'title', toRight: way(passage('Fix login on Safari')), toLeft: way(passage('Plan dark mode')) },
      {
        field: 'status',
        toRight: way(passage('Review', null), { missing: ['Review', 'Waiting'], missingCount: 2 }),
        toLeft: way(passage('IN-PROCESS', 'In Progress', 'IN-PROCESS')),
      },
      {
        field: 'priority',
        toRight: way(passage('High', '3', 'High'), { lossy: passage('Immediate', '1', 'Urgent') }),
        toLeft: way(passage('3', 'High', '3')),
      },
      { field: 'due', toRight: way(passage('2026-03-12')), toLeft: way(passage('2026-03-14')) },
    ],
  };
}
