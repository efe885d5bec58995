import { expect, it } from 'vitest';
import { standing } from '../../../src-renderer/stores/standing.ts';
import type { ProfileView, StatusView } from '../../../src-shared/api/views.ts';
import { createSampleApi } from '../../fakes/sample-api.ts';

it('a profile’s row says what the footer says, whichever of the two was read last', async () => {
  const { call } = createSampleApi({ tasks: 20 });
  const [profile] = await call('profiles.list', {});
  const status = await call('status.get', {});
  if (!profile) throw new Error('the sample has profiles');
  const old: ProfileView = {
    ...profile,
    state: 'in-sync',
    conflicts: 0,
    pending: 0,
    pause: { until: null, of: 'all' },
  };
  const now: StatusView = {
    ...status,
    profiles: status.profiles.map((one) => ({ ...one, state: 'conflict' as const, conflicts: 2, pending: 1 })),
  };
  expect(standing(old, now)).toMatchObject({ state: 'conflict', conflicts: 2, pending: 1, lastRun: profile.lastRun });
  expect(standing(old, now).pause).toBeUndefined();
  expect(standing({ ...old, name: 'New' }, now)).toMatchObject({ name: 'New', state: 'in-sync' });
});
