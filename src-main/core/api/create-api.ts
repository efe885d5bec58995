import type { Api, ApiCall, ApiEvent } from '../../../src-shared/api/contract.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import type { ApiContext, Handlers } from './api-context.ts';
import { archiveHandlers } from './archive-api.ts';
import { backupHandlers } from './backups-api.ts';
import { binHandlers } from './bin-api.ts';
import { conflictHandlers } from './conflicts-api.ts';
import { connectionHandlers } from './connections-api.ts';
import { damageHandlers } from './damage-api.ts';
import { demoHandlers } from './demo-api.ts';
import { deviceHandlers } from './devices-api.ts';
import { diagnosticHandlers } from './diagnostics-api.ts';
import { exchangeHandlers } from './exchange-api.ts';
import { goBackHandlers } from './go-back-api.ts';
import { historyHandlers } from './history-api.ts';
import { logHandlers } from './logs-api.ts';
import { manyTasksHandlers } from './many-tasks-api.ts';
import { matchHandlers } from './matches-api.ts';
import { metricHandlers } from './metrics-api.ts';
import { noticeHandlers } from './notices-api.ts';
import { outlookHandlers } from './outlook-api.ts';
import { pauseHandlers } from './pause-api.ts';
import { planHandlers } from './plans-api.ts';
import { profileHandlers } from './profiles-api.ts';
import { requestHandlers } from './requests-api.ts';
import { ruleTextHandlers } from './rule-text-api.ts';
import { runHandlers } from './runs-api.ts';
import { scheduleHandlers } from './schedule-api.ts';
import { settingHandlers } from './settings-api.ts';
import { signInHandlers } from './sign-in-api.ts';
import { skipHandlers } from './skip-api.ts';
import { statsHandlers } from './stats-api.ts';
import { statusHandlers } from './status-api.ts';
import { taskHandlers } from './tasks-api.ts';
import { trialHandlers } from './trials-api.ts';
import { undoHandlers } from './undo-api.ts';
import { unlinkHandlers } from './unlink-api.ts';
import { updateHandlers } from './updates-api.ts';
import { verifyHandlers } from './verify-api.ts';
import { viewHandlers } from './views-api.ts';

/** Joins the features into the one API. Inputs are checked at the edges that carry it, not here. */
export function createApi(context: ApiContext, listeners: Set<(event: ApiEvent) => void>): Api {
  const handlers: Handlers = {
    ...connectionHandlers(context),
    ...signInHandlers(context),
    ...requestHandlers(context),
    ...profileHandlers(context),
    ...pauseHandlers(context),
    ...planHandlers(context),
    ...runHandlers(context),
    ...trialHandlers(context),
    ...ruleTextHandlers(),
    ...scheduleHandlers(context),
    ...undoHandlers(context),
    ...taskHandlers(context),
    ...manyTasksHandlers(context),
    ...viewHandlers(context),
    ...outlookHandlers(context),
    ...goBackHandlers(context),
    ...skipHandlers(context),
    ...unlinkHandlers(context),
    ...binHandlers(context),
    ...conflictHandlers(context),
    ...matchHandlers(context),
    ...settingHandlers(context),
    ...exchangeHandlers(context),
    ...statusHandlers(context),
    ...historyHandlers(context),
    ...statsHandlers(context),
    ...verifyHandlers(context),
    ...noticeHandlers(context),
    ...demoHandlers(),
    ...deviceHandlers(),
    ...updateHandlers(),
    ...logHandlers(context),
    ...metricHandlers(context),
    ...archiveHandlers(context),
    ...backupHandlers(context),
    ...damageHandlers(),
    ...diagnosticHandlers(context),
  };
  const call: ApiCall = async (name, input) => {
    const handler = handlers[name];
    if (!handler) throw new TaskSyncError('invalid-input', 'There is no such call. Nothing was done.');
    try {
      return await handler(input);
    } catch (error) {
      const known = toTaskSyncError(error);
      if (known.code === 'bug') {
        const { logger } = context.options.ports;
        logger.error('call-failed', { name, cause: known.cause instanceof Error ? known.cause.name : 'unknown' });
      }
      throw known;
    }
  };
  return {
    call,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
