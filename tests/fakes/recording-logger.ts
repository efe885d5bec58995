import type { SafeFacts } from '../../src-shared/errors.ts';
import type { Logger } from '../../src-shared/ports/ports.ts';

export interface LogEntry {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly facts: SafeFacts;
}

export interface RecordingLogger extends Logger {
  readonly entries: readonly LogEntry[];
}

/** Keeps what was logged, so that a test can look for what must be there, or must never be. */
export function createRecordingLogger(): RecordingLogger {
  const entries: LogEntry[] = [];
  const at =
    (level: LogEntry['level']) =>
    (event: string, facts: SafeFacts = {}): void => {
      entries.push({ level, event, facts });
    };
  return { entries, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
