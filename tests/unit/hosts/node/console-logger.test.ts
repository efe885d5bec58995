import { describe, expect, it } from 'vitest';
import type { ConsoleLoggerOptions } from '../../../../src-main/hosts/node/console-logger.ts';
import { createConsoleLogger } from '../../../../src-main/hosts/node/console-logger.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';

function record(options: Partial<ConsoleLoggerOptions> = {}) {
  const lines: string[] = [];
  const logger = createConsoleLogger({ clock: createFakeClock(), write: (line) => lines.push(line), ...options });
  return { lines, logger };
}

describe('createConsoleLogger', () => {
  it('writes one line that a person can read', () => {
    const { lines, logger } = record();
    logger.warn('http.retry', { host: 'tasks.example.org', retry: 2, ok: false, none: null });
    expect(lines).toEqual([
      '2026-03-01T09:00:00.000Z warn  http.retry host=tasks.example.org retry=2 ok=false none=null\n',
    ]);
  });

  it('writes one JSON object a line', () => {
    const { lines, logger } = record({ format: 'json' });
    logger.error('run.failed', { code: 'bug' });
    expect(lines[0]?.endsWith('\n')).toBe(true);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      time: '2026-03-01T09:00:00.000Z',
      level: 'error',
      event: 'run.failed',
      facts: { code: 'bug' },
    });
  });

  it.each([
    [undefined, ['info', 'warn', 'error']],
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ] as const)('at level %s writes %j', (level, expected) => {
    const { lines, logger } = record(level === undefined ? {} : { level });
    for (const name of ['debug', 'info', 'warn', 'error'] as const) logger[name](`event.${name}`);
    expect(lines.map((line) => /event\.(\w+)/.exec(line)?.[1])).toEqual(expected);
  });

  it('lets no fact forge a line or move the cursor', () => {
    const { lines, logger } = record();
    logger.info('event', { name: 'x\n2026 error forged', colour: '\u001b[31m' });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.split('\n')).toHaveLength(2);
    expect(lines[0]).not.toContain('\u001b');
  });
});
