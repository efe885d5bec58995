import type { LogView } from '../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { ApiContext, Handlers } from './api-context.ts';

/** Of the log: `debug`, `info`, `warn` or `error`. */
export const logLevelKey = 'log.level';

export function logHandlers({ options }: ApiContext): Handlers<'logs.show' | 'logs.showFolder'> {
  const { logFile, desktop } = options.ports;
  return {
    'logs.show': async ({ level = 'debug', run, limit = 500 }): Promise<LogView> => {
      if (logFile === undefined) return { kept: null, lines: [] };
      const { folder, isFixed } = logFile;
      return {
        kept: { folder, ...(await logFile.size()), level: logFile.level(), isFixed, canShow: desktop !== undefined },
        lines: await logFile.lines({ level, limit, ...(run === undefined ? {} : { run }) }),
      };
    },
    'logs.showFolder': async () => {
      if (logFile === undefined || desktop === undefined) {
        throw new TaskSyncError('unsupported', 'No folder can be shown from here. Nothing was opened.');
      }
      await desktop.showFolder(logFile.folder);
      return null;
    },
  };
}
