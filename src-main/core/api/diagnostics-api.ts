import type { DiagnosticsView } from '../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { describeConnection } from '../diagnostics/describe-connection.ts';
import { describeProfile } from '../diagnostics/describe-profile.ts';
import { describeRun } from '../diagnostics/describe-run.ts';
import { readClocks } from '../diagnostics/read-clocks.ts';
import { metricsOf } from '../metrics/metrics.ts';
import { printMetrics } from '../metrics/print-metrics.ts';
import type { ApiContext, Handlers } from './api-context.ts';
import { settingHandlers } from './settings-api.ts';
import { readStatus } from './status-api.ts';

const runs = 20;

export function diagnosticHandlers(
  context: ApiContext,
): Handlers<'diagnostics.describe' | 'diagnostics.make' | 'clocks.show'> {
  const { options } = context;
  const { store } = options;
  return {
    'clocks.show': () => readClocks(options),
    'diagnostics.describe': async (): Promise<DiagnosticsView> => {
      const connections = await store.connections.list();
      const profiles = await store.profiles.list();
      const status = await readStatus(context);
      const { bytes, tasks, inBin } = await settingHandlers(context)['data.show']({});
      return {
        settings: await settingHandlers(context)['settings.show']({}),
        data: { bytes, tasks, inBin, isWritable: store.writable },
        connections: connections.map(describeConnection),
        profiles: profiles.map((profile) => describeProfile(profile, connections)),
        standing: status.profiles.map(({ name, state, tasks: all, pending, conflicts, matches, problems }) => ({
          profile: profiles.find((one) => one.name === name)?.id ?? null,
          ...{ state, tasks: all, pending, conflicts, matches, problems },
        })),
        runs: (await store.runs.list({ limit: runs })).map(describeRun),
        metrics: printMetrics(metricsOf(options).read(status)),
      };
    },
    // The host that keeps log and files answers it (`src-main/hosts/node/diagnostics`).
    'diagnostics.make': async () => {
      throw new TaskSyncError('unsupported', 'This program keeps no log, so there is nothing to save.');
    },
  };
}
