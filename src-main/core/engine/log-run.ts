import type { Run } from '../../../src-shared/domain/run.ts';
import { toTaskSyncError } from '../../../src-shared/errors.ts';
import type { Logger } from '../../../src-shared/ports/ports.ts';
import { withFacts } from '../with-facts.ts';
import type { RunContext } from './run-context.ts';
import type { RunRequest } from './run-sync.ts';

/** What the log says of a run: counts and codes, by which its requests and what came of it can be found. */
export async function logRun(
  logger: Logger,
  { profile, run, trigger }: RunRequest,
  work: () => Promise<Run>,
): Promise<Run> {
  const log = withFacts(logger, { run, profile: profile.id });
  log.info('run.began', { trigger });
  try {
    const ended = await work();
    const { state, durationMs: ms, tasks, conflicts, pending, problems, endpoints } = ended;
    const requests = endpoints.reduce((sum, endpoint) => sum + endpoint.requests, 0);
    log.info('run.ended', { state, ms, ...tasks, conflicts, problems: problems.length, pending, requests });
    return ended;
  } catch (error) {
    log.error('run.broke-off', { code: toTaskSyncError(error).code });
    throw error;
  }
}

/** Places that were out of the run, and why. */
export function logFailures({ ports, run, places }: RunContext): void {
  for (const { endpoint, descriptor, failure } of places) {
    if (failure === null) continue;
    ports.logger.info('place.failed', { run, endpoint: endpoint.id, connector: descriptor.id, code: failure.code });
  }
}
