import { describe, expect, it } from 'vitest';
import { createProgressDisplay, progressLine } from '../../../../src-main/hosts/cli/progress-display.ts';
import type { Progress } from '../../../../src-shared/domain/run.ts';
import { createRecordingTerminal } from './recording-terminal.ts';

const event = (progress: Partial<Progress> = {}) => ({
  kind: 'run-progress' as const,
  profileName: 'web',
  progress: {
    run: 'r',
    profile: 'p',
    phase: 'write',
    endpoint: 'gh',
    done: 280,
    total: 400,
    waitingUntil: null,
    ...progress,
  } as Progress,
});

describe('the progress of a run', () => {
  it('is a bar with numbers', () => {
    expect(progressLine(event(), 0)).toBe('web  writing gh  [================--------] 280/400');
    expect(progressLine(event({ phase: 'read', endpoint: null, done: 0, total: null }), 0)).toBe('web  reading');
    expect(progressLine(event({ phase: 'read', done: 300, total: null }), 0)).toBe('web  reading gh  300');
    expect(progressLine(event({ done: 5, total: 0 }), 0)).toContain('[========================] 5/0');
  });

  it('counts down while a service asked to wait', () => {
    const now = Date.parse('2026-03-01T09:00:00Z');
    expect(progressLine(event({ waitingUntil: '2026-03-01T09:06:12.000Z' }), now)).toContain(
      'gh asked to wait, goes on in 6:12',
    );
  });

  it('is redrawn in place on a terminal and leaves nothing behind', async () => {
    const terminal = createRecordingTerminal({ drawable: 40 });
    const display = createProgressDisplay(terminal, { json: true, quiet: false });
    display.show(event());
    await expect.poll(() => terminal.stderr).toContain('web  writing gh');
    display.clear();
    expect(terminal.stderr.endsWith('\r\u001b[2K')).toBe(true);
    expect(terminal.stderr).not.toContain('\n');
    expect(terminal.stdout).toBe('');
  });

  it.each([
    { json: false, quiet: true, drawable: 80 },
    { json: true, quiet: false, drawable: null },
    { json: false, quiet: false, drawable: null },
  ])('is silent at first where nobody watches: %j', ({ json, quiet, drawable }) => {
    const terminal = createRecordingTerminal({ drawable });
    const display = createProgressDisplay(terminal, { json, quiet });
    display.show(event());
    display.clear();
    expect(terminal.stderr).toBe('');
  });
});
