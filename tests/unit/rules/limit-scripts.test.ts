import { describe, expect, it } from 'vitest';
import type { ScriptResult, ScriptRunner } from '../../../src-shared/ports/script-runner.ts';
import { limitScripts } from '../../../src-shared/rules/limit-scripts.ts';

/** Inputs are numbers: those from `bad` on use up all of their time. */
function runnerWith(bad: number, cost = 1): ScriptRunner & { readonly asked: number[] } {
  const asked: number[] = [];
  const run = (_: string, input: unknown): ScriptResult => {
    asked.push(Number(input));
    return Number(input) < bad ? { ok: true, value: null, cost: 0 } : { ok: false, reason: 'was stopped', cost };
  };
  return { asked, load: async () => ({ check: () => null, run }) };
}

describe('the scripts of one run', () => {
  it.each([
    ['that uses up its steps', 1, 40],
    ['that has to be broken off', 8, 5],
  ])('have one limit for all tasks: a script %s is parked', async (_, cost, most) => {
    const runner = runnerWith(100, cost);
    const scripts = await limitScripts(runner).load();
    const results = Array.from({ length: 10_000 }, (__, task) => scripts.run('script', task));
    expect(runner.asked).toHaveLength(100 + most);
    expect(results.slice(0, 100).every(({ ok }) => ok)).toBe(true);
    expect(results[100]).toMatchObject({ reason: 'was stopped' });
    expect(results.at(-1)).toMatchObject({ ok: false, reason: expect.stringContaining('stopped too often') });
  });

  it('answer the same when a run asks again: what went well goes on, what was stopped is not tried again (S24)', async () => {
    const runner = runnerWith(100);
    const scripts = await limitScripts(runner).load();
    const ask = (): readonly ScriptResult[] => Array.from({ length: 200 }, (_, task) => scripts.run('script', task));
    const first = ask();
    runner.asked.length = 0;
    expect(ask()).toEqual(first);
    expect(runner.asked).toEqual(Array.from({ length: 100 }, (_, task) => task));
  });

  it('are parked one by one, and each run begins anew', async () => {
    const runner = runnerWith(0);
    const scripts = await limitScripts(runner).load();
    for (let task = 0; task < 50; task++) scripts.run('bad', task);
    runner.asked.length = 0;
    expect(scripts.run('other', 1)).toMatchObject({ reason: 'was stopped' });
    expect((await limitScripts(runner).load()).run('bad', 1)).toMatchObject({ reason: 'was stopped' });
    expect(runner.asked).toEqual([1, 1]);
  });
});
