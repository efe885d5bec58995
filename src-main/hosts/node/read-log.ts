import { readFile } from 'node:fs/promises';
import { type LogFile, type LogLevel, type LogLine, logLevels } from '../../../src-shared/ports/ports.ts';

type Query = Parameters<LogFile['lines']>[0];

/** The newest lines that fit, oldest first. A file that went away meanwhile, or half a line, is passed over. */
export async function readLog(files: readonly string[], { level, run, limit }: Query): Promise<readonly LogLine[]> {
  const lowest = logLevels.indexOf(level);
  const found: LogLine[] = [];
  for (const file of files.toReversed()) {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').toReversed();
    for (const text of lines) {
      if (found.length === limit) return found.toReversed();
      if (run !== undefined && !text.includes(run)) continue;
      const line = parseLine(text);
      if (line === null || logLevels.indexOf(line.level) < lowest) continue;
      if (run === undefined || line.facts['run'] === run) found.push(line);
    }
  }
  return found.toReversed();
}

function parseLine(text: string): LogLine | null {
  if (!text.startsWith('{')) return null;
  try {
    const { time, level, event, ...facts } = JSON.parse(text);
    const isWhole = typeof time === 'string' && typeof event === 'string' && logLevels.includes(level as LogLevel);
    return isWhole ? { time, level, event, facts } : null;
  } catch {
    return null;
  }
}
