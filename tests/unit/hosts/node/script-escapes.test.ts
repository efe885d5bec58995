import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openEngine } from '../../../../src-main/hosts/node/quickjs-engine.ts';
import type { Scripts } from '../../../../src-shared/ports/script-runner.ts';
import { seeded } from '../../../fakes/seeded.ts';
import { escapes } from './script-escapes.ts';
import { randomProgram } from './script-programs.ts';

/** In this process: what a script did to its surroundings would be seen here. */
let engine: Scripts;
beforeAll(async () => {
  engine = await openEngine();
});

const task = { title: 'Fix login', labels: ['web'], due: null };

function surroundings() {
  return {
    globals: Object.getOwnPropertyNames(globalThis).sort(),
    prototypes: [Object, Array, Function, String, Promise, Error].map(({ prototype }) => Reflect.ownKeys(prototype)),
    environment: JSON.stringify(process.env),
    folder: readdirSync('.').sort(),
    folderName: process.cwd(),
  };
}

describe('a script that wants out (SEC-37)', () => {
  it(`reaches nothing in any of ${escapes.length} ways, and changes nothing around it`, () => {
    expect(escapes.length).toBeGreaterThanOrEqual(250);
    const exit = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
    const before = surroundings();
    const outcomes = escapes.map((source) => ({ source, result: engine.run(source, task) }));
    const reached = outcomes.filter(({ result }) => JSON.stringify(result).includes('reached'));
    expect(reached.map(({ source }) => source)).toEqual([]);
    expect(surroundings()).toEqual(before);
    expect(exit).not.toHaveBeenCalled();
    // Not all of them can have failed before they tried.
    expect(outcomes.filter(({ result }) => JSON.stringify(result).includes('safe')).length).toBeGreaterThan(200);
    expect(engine.run('(task) => ({ title: task.title })', task)).toMatchObject({ ok: true });
  });

  const programs = Number(process.env['SCRIPT_PROGRAMS'] ?? 1_500);

  it(`brings down nothing as any of ${programs} programs made by chance`, () => {
    const random = seeded(20_261_127);
    const before = surroundings();
    const ends = { ok: 0, refused: 0 };
    for (let count = 0; count < programs; count++) {
      const result = engine.run(randomProgram(random), task);
      if (result.ok) ends.ok++;
      else ends.refused++;
      expect(result.ok || (result.reason.length > 0 && result.reason.length < 400)).toBe(true);
    }
    expect(surroundings()).toEqual(before);
    // Both happen: they are programs, and not noise.
    expect(ends.ok).toBeGreaterThan(programs / 20);
    expect(ends.refused).toBeGreaterThan(programs / 20);
  });
});
