import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import type { SafeFacts } from '../../../src-shared/errors.ts';
import type { Clock, LogFile, Logger, LogLevel } from '../../../src-shared/ports/ports.ts';
import { createRedactor, type Redactor } from '../../connectors/kit/redact.ts';
import { allowedFacts } from './log-facts.ts';
import { readLog } from './read-log.ts';
import { openRotatingFile } from './rotating-file.ts';

export interface FileLoggerOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly level: LogLevel;
  /** `setLevel` does nothing. */
  readonly isFixed: boolean;
  /** Default: 2 MB, and five files. */
  readonly mostBytes?: number;
  readonly mostFiles?: number;
}

/** The log in the data folder: `logs/task-sync.log`, one JSON object a line, for its owner's eyes only. */
export function createFileLogger(options: FileLoggerOptions): { readonly logger: Logger; readonly file: LogFile } {
  const { dataDir, clock, isFixed, mostBytes = 2_000_000, mostFiles = 5 } = options;
  const folder = join(dataDir, 'logs');
  const lines = openRotatingFile({ folder, name: 'task-sync', mostBytes, mostFiles, clock });
  const secrets = new Set<string>();
  let redact: Redactor = createRedactor(secrets);
  // A destination of our own instead of a transport: those are threads, which lose what a program that ends at once has said.
  const writer = pino(
    {
      level: options.level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: lines.write },
  );
  const at =
    (level: LogLevel): Logger['info'] =>
    (event: string, facts: SafeFacts = {}) => {
      if (writer.isLevelEnabled(level)) writer[level](redact(allowedFacts(facts)), event);
    };
  return {
    logger: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
    file: {
      folder,
      isFixed,
      level: () => writer.level as LogLevel,
      setLevel: (level) => {
        if (!isFixed) writer.level = level;
      },
      size: async () => {
        const files = lines.files();
        const sizes = await Promise.all(
          files.map((file) =>
            stat(file).then(
              ({ size }) => size,
              () => 0,
            ),
          ),
        );
        const bytes = sizes.reduce((sum, size) => sum + size, 0);
        return { files: files.length, bytes, mostBytes: mostBytes * mostFiles };
      },
      lines: (query) => readLog(lines.files(), query),
      hide: (secret) => {
        for (const part of partsOf(secret)) secrets.add(part);
        redact = createRedactor(secrets);
      },
    },
  };
}

/** What is kept of a sign-in is one JSON text with several secrets in it. */
function partsOf(secret: string): readonly string[] {
  if (!secret.startsWith('{')) return [secret];
  try {
    const members = Object.entries(JSON.parse(secret) as object);
    return [
      secret,
      ...members.flatMap(([name, value]) => (/token$|secret$/i.test(name) && typeof value === 'string' ? [value] : [])),
    ];
  } catch {
    return [secret];
  }
}
