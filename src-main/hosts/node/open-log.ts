import { TaskSyncError } from '../../../src-shared/errors.ts';
import { type LogFile, type Logger, type LogLevel, logLevels } from '../../../src-shared/ports/ports.ts';
import { type ConsoleLoggerOptions, createConsoleLogger } from './console-logger.ts';
import { createFileLogger } from './file-logger.ts';
import { systemClock } from './system-clock.ts';

export interface OpenLogOptions {
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly console: Omit<ConsoleLoggerOptions, 'clock'>;
}

export interface OpenedLog {
  /** Tells both: the person at the terminal, and the file. */
  readonly logger: Logger;
  readonly file: LogFile;
}

/** What every host logs to. Nothing is on the disk before the first line. */
export function openLog({ dataDir, env, console }: OpenLogOptions): OpenedLog {
  const wanted = levelIn(env);
  const isFixed = wanted !== null;
  const { logger: kept, file } = createFileLogger({ dataDir, clock: systemClock, level: wanted ?? 'info', isFixed });
  const told = createConsoleLogger({ clock: systemClock, ...console });
  const at =
    (level: LogLevel): Logger['info'] =>
    (event, facts) => {
      told[level](event, facts);
      kept[level](event, facts);
    };
  return { logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, file };
}

/** Null: it says nothing of it, so the setting counts. */
function levelIn({ TASKSYNC_LOG_LEVEL: text }: OpenLogOptions['env']): LogLevel | null {
  if (!text) return null;
  const level = logLevels.find((one) => one === text);
  if (level !== undefined) return level;
  throw new TaskSyncError(
    'invalid-input',
    `TASKSYNC_LOG_LEVEL is “${text}”, which is no level of the log. Nothing was done. Use one of: ${logLevels.join(', ')}.`,
  );
}
