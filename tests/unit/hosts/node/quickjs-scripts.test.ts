import { beforeAll, describe, expect, it } from 'vitest';
import { quickjsScripts } from '../../../../src-main/hosts/node/quickjs-scripts.ts';
import type { Scripts } from '../../../../src-shared/ports/script-runner.ts';

let scripts: Scripts;
beforeAll(async () => {
  scripts = await quickjsScripts.load();
});

const task = { title: 'Fix login', labels: ['web'], due: null };

describe('a script (SEC-37)', () => {
  it('gets the task as JSON and gives fields as JSON', () => {
    const source = '(task) => ({ title: task.title.toUpperCase(), labels: [...task.labels, "x"] })';
    expect(scripts.check(source)).toBeNull();
    expect(scripts.run(source, task)).toEqual({
      ok: true,
      value: { title: 'FIX LOGIN', labels: ['web', 'x'] },
      cost: 0,
    });
    expect(scripts.run('function (task) { return undefined }', task)).toMatchObject({ ok: true, value: null });
  });

  it('keeps nothing from one run to the next', () => {
    const source = '(task) => { globalThis.count = (globalThis.count ?? 0) + 1; return { count: globalThis.count } }';
    for (let run = 0; run < 3; run++)
      expect(scripts.run(source, task)).toMatchObject({ ok: true, value: { count: 1 } });
  });

  it.each([
    ['typeof Date', 'undefined'],
    ['typeof Math.random', 'undefined'],
    ['typeof setTimeout', 'undefined'],
    ['typeof fetch', 'undefined'],
    ['typeof require', 'undefined'],
    ['typeof process', 'undefined'],
    ['typeof console', 'undefined'],
    ['typeof input', 'undefined'],
    [
      'this === undefined ? "none" : Object.getOwnPropertyNames(globalThis).filter((name) => /std|os|print|performance|Atomics/.test(name)).length',
      0,
    ],
    ['(() => {}).constructor("return typeof process")()', 'undefined'],
  ])('reaches nothing outside: %s is %s', (expression, value) => {
    expect(scripts.run(`(task) => ({ value: ${expression} })`, task)).toMatchObject({ ok: true, value: { value } });
  });

  it.each([
    ['(task) => { for (;;) {} }', 'ran too long and was stopped'],
    ['(task) => { let all = []; for (;;) all = [all, all.concat(all), task.title] }', 'stopped'],
    ['(task) => "x".repeat(200000000)', 'memory and was stopped'],
    ['(task) => { const all = []; for (let n = 1; ; n++) all.push([n, [n]]) }', 'and was stopped'],
    ['(task) => { for (;;) "x".repeat(1e6).toUpperCase() }', 'ran too long and was stopped'],
    ['async (task) => ({ title: "x" })', 'it cannot wait for anything'],
    ['function f(task) { return f(task) }', 'called itself too deeply and was stopped'],
    ['(task) => {\n  throw new Error("no")\n}', 'failed in line 2: Error: no'],
    ['(task) => task.nothing.at.all', 'failed in line 1: TypeError'],
    ['(task) => { const a = {}; a.a = a; return a }', 'failed'],
    ['(task) => ({ title: "x".repeat(1100000) })', 'returned more than one million characters'],
    ['(task) => { throw { toString() { throw 1 } } }', 'failed'],
    ['(task) => ({ toJSON() { for (;;) {} } })', 'ran too long and was stopped'],
    ['(task) => /^(a+)+$/.test("a".repeat(40) + "!")', 'stopped'],
  ])('that runs wild is stopped, and the next one runs: %s', (source, reason) => {
    const result = scripts.run(source, task);
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? '' : result.reason).toContain(reason);
    expect(scripts.run('(task) => ({ title: "fine" })', task)).toMatchObject({ ok: true, value: { title: 'fine' } });
  });

  it('that is stopped says where, and is not tried again with the same task', () => {
    const source = '(task) => {\n  if (task.bad) for (;;) {}\n}';
    const first = scripts.run(source, { bad: 1 });
    // A busy computer breaks it off from outside, where no line is known.
    expect(first).toMatchObject({ reason: expect.stringMatching(/^ran too long and was stopped( in line 2)?$/) });
    expect(first.cost).toBeGreaterThanOrEqual(1);
    expect(scripts.run(source, { bad: 1 })).toEqual({ ...first, cost: 0 });
    expect(scripts.run(source, { bad: 2 }).cost).toBeGreaterThanOrEqual(1);
    expect(scripts.run(source, { bad: 0 })).toMatchObject({ ok: true });
  });

  it('that is no function or no JavaScript says where', () => {
    expect(scripts.check('(task) => {\n  return {\n')).toMatchObject({
      reason: expect.stringContaining('SyntaxError'),
    });
    expect(scripts.check('(task) => ({})\n\n}')?.line).toBe(3);
    expect(scripts.check('42')).toMatchObject({ reason: expect.stringContaining('has to be a function') });
    expect(scripts.check('(task) => ({}); while (true) {}')).not.toBeNull();
    expect(scripts.check('(() => { for (;;) {} })()')).not.toBeNull();
  });

  it('gives the same for the same', () => {
    const source =
      '(task) => ({ title: [3, 1, 2].sort().join(task.title), n: Object.keys(task).length, m: Math.sin(1) })';
    const first = scripts.run(source, task);
    for (let run = 0; run < 20; run++) expect(scripts.run(source, task)).toEqual(first);
  });
});
