import { expect, it } from 'vitest';
import { checkClocks } from '../../../../../src-main/hosts/node/doctor/check-within.ts';

const minute = 60_000;
const clock = (aheadMs: number | null) => ({ connection: 'Home', connector: 'caldav', aheadMs });

it.each([
  [2 * minute, 'fine', 'It agrees with the service.'],
  [-2 * minute, 'fine', 'It agrees with the service.'],
  [2 * minute + 1, 'trouble', 'This computer is 2 minutes behind the clock of Home (caldav).'],
  [-7 * minute, 'trouble', 'This computer is 7 minutes ahead of the clock of Home (caldav).'],
  [5 * 60 * minute, 'trouble', 'This computer is 5 hours behind the clock of Home (caldav).'],
  [-90 * 24 * 60 * minute, 'trouble', 'This computer is 90 days ahead of the clock of Home (caldav).'],
  [null, 'fine', 'No service could be asked for the time.'],
])('a service that is %d ms ahead: %s', (aheadMs, state, says) => {
  expect(checkClocks([clock(aheadMs)])).toMatchObject([{ state, says: expect.stringContaining(says) }]);
});

it('says each service that differs, and counts those that agree only when all do', () => {
  expect(checkClocks([clock(0), clock(5 * minute), clock(null), clock(-5 * minute)])).toHaveLength(2);
  expect(checkClocks([clock(0), clock(null), clock(900)])).toMatchObject([
    { says: 'It agrees with all 2 services.', facts: { services: 2, mostMs: 900 } },
  ]);
});
