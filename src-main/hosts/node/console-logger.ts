import type { SafeFacts } from '../../../src-shared/errors.ts';
import { type Clock, type Logger, type LogLevel, logLevels } from '../../../src-shared/ports/ports.ts';

const levels: readonly (LogLevel | 'silent')[] = [...logLevels, 'silent'];

export interface ConsoleLoggerOptions {
  /** Nothing below it is written. Default: `info`. */
  readonly level?: LogLevel | 'silent';
  /** `json`: one object a line, for programs · `text`: one line a person can read. Default: `text`. */
  readonly format?: 'json' | 'text';
  readonly clock: Clock;
  /** Default: standard error, because standard output belongs to the command's result. */
  readonly write?: (line: string) => void;
}

/** Writes one line per event. It gets facts only, so titles, bodies and secrets have no way in. */
export function createConsoleLogger(options: ConsoleLoggerOptions): Logger {
  const { level = 'info', format = 'text', clock, write = (line) => process.stderr.write(line) } = options;
  const lowest = levels.indexOf(level);
  const at = (name: LogLevel): Logger['info'] => {
    if (levels.indexOf(name) < lowest) return () => undefined;
    return (event, facts = {}) => {
      const time = new Date(clock.now()).toISOString();
      write(
        format === 'json'
          ? `${JSON.stringify({ time, level: name, event, facts })}\n`
          : textLine(time, name, event, facts),
      );
    };
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function textLine(time: string, level: string, event: string, facts: SafeFacts): string {
  const details = Object.entries(facts).map(([name, value]) => ` ${name}=${quoted(value)}`);
  return `${time} ${level.padEnd(5)} ${event}${details.join('')}\n`;
}

/** A line break or an escape sequence inside a fact must not be able to forge a log line. */
function quoted(value: SafeFacts[string]): string {
  const text = String(value);
  return /^[\w.:@/+-]+$/.test(text) ? text : JSON.stringify(text);
}
