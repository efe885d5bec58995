import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoServiceNames } from '../../src-main/demo/demo-service.ts';
import { conflictJson, planJson, runJson, verifyJson } from './cli-json.ts';
import { collect, createTestCli, type TestCli } from './cli-run.ts';

/** The built page of the app. */
const page = resolve(import.meta.dirname, '../../out/renderer/index.html');

let cli: TestCli;
let temporary: string;
beforeEach(async () => {
  cli = await createTestCli();
  temporary = join(cli.scratch, 'temporary');
  await mkdir(temporary);
});
afterEach(() => cli.close());

/** A process of its own is needed, because its temporary folder has to be ours. */
const env = () => ({ TMPDIR: temporary, TMP: temporary, TEMP: temporary });

const edits = z.array(z.object({ service: z.string(), title: z.string(), words: z.string() })).length(2);
const steps = [
  z.object({ kind: z.literal('plan'), plan: planJson }),
  z.object({ kind: z.literal('first-sync'), run: runJson }),
  z.object({ kind: z.literal('edits'), edits }),
  z.object({ kind: z.literal('second-sync'), run: runJson }),
  z.object({ kind: z.literal('both-edit'), edits }),
  z.object({ kind: z.literal('conflict'), run: runJson, conflict: conflictJson }),
  z.object({ kind: z.literal('resolved'), use: z.string(), run: runJson }),
  z.object({ kind: z.literal('verified'), verification: verifyJson }),
] as const;
const story = z.tuple(steps);
const keptStory = z.tuple([...steps, z.object({ kind: z.literal('open'), url: z.url(), port: z.int() })]);

/** Of the one document, as soon as all of it is there. */
function openUrl(out: string): string | undefined {
  return out.endsWith('\n') ? keptStory.parse(JSON.parse(out))[steps.length].url : undefined;
}

describe('tasksync demo', () => {
  it.for([
    { args: [], services: ['Jira', 'GitHub'] },
    { args: ['--services', 'trello,asana'], services: ['Trello', 'Asana'] },
  ])('tells its story of $services to the end, and leaves nothing behind', { timeout: 240_000 }, async (one) => {
    const { code, stdout, stderr } = await cli.spawn(['demo', '--json', ...one.args], { env: env() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [plan, first, changed, second, both, conflict, resolved, verified] = story.parse(JSON.parse(stdout));

    const [here = '', there = ''] = one.services;
    expect(plan.plan.actions.length).toBeGreaterThan(20);
    expect(new Set(plan.plan.actions.map(({ endpoint }) => endpoint))).toContain(there);
    const created = first.run.endpoints.find(({ endpoint }) => endpoint === there)?.created;
    expect(first.run).toMatchObject({ state: 'done', problems: [], pending: 0, tasks: { created } });
    expect(changed.edits.map(({ service }) => service)).toEqual([here, there]);
    expect(second.run).toMatchObject({ state: 'done', conflicts: 0, problems: [], pending: 0 });
    expect(second.run.endpoints.map(({ updated }) => updated)).toEqual([1, 1]);
    expect(both.edits.map(({ service }) => service)).toEqual([here, there]);
    expect(conflict.run.conflicts).toBe(1);
    expect(conflict.conflict).toMatchObject({ field: 'title', before: both.edits[0]?.title });
    expect(conflict.conflict.sides.map(({ side }) => side)).toEqual([here, there]);
    expect(resolved).toMatchObject({ use: there, run: { state: 'done', conflicts: 0, problems: [], pending: 0 } });
    expect(verified.verification).toMatchObject({ state: 'equal', differences: [] });
    expect(verified.verification.equal).toBeGreaterThan(40);

    expect(await readdir(temporary)).toEqual([]);
    expect(await readdir(cli.scratch)).toEqual(['key', 'temporary']);
  });

  it('says in words what it shows, with the command that does the same', { timeout: 240_000 }, async () => {
    const { code, stdout } = await cli.spawn(['demo'], { env: env() });
    expect(code).toBe(0);
    const headings = [...stdout.matchAll(/^── (\d)\. /gm)].map(([, number]) => Number(number));
    expect(headings).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(stdout).toContain('A demonstration with Jira and GitHub, simulated on this computer');
    expect(stdout).toContain('$ tasksync plan Demo');
    expect(stdout).toContain('Everything of it is removed again.');
  });

  it.for([['nothing'], ['jira'], ['jira,redmine'], ['jira,jira']])(
    'does not begin with %s, and says which services there are',
    async ([services = '']) => {
      const { code, stdout, stderr } = await cli.run(['demo', '--services', services]);
      expect([code, stdout]).toEqual([2, '']);
      for (const name of demoServiceNames) expect(stderr).toContain(name);
      expect(stderr).toContain('Name two or more of');
      expect(stderr).not.toMatch(/^\s+at /m);
    },
  );

  it.skipIf(process.platform === 'win32' || !existsSync(page)).for([
    { args: ['demo', '--keep'], address: (out: string) => /It is open in the app: (\S+)/.exec(out)?.[1] },
    { args: ['demo', '--keep', '--json'], address: (out: string) => openUrl(out) },
  ])(
    'stays open with $args at an address that answers, until Ctrl-C, and is removed then',
    { timeout: 240_000 },
    async (one) => {
      const child = cli.start(one.args, env());
      const output = collect(child);
      const ended = once(child, 'close');
      const address = await new Promise<string>((resolve, reject) => {
        const look = (): void => {
          const found = one.address(output().stdout);
          if (found !== undefined) resolve(found);
        };
        child.stdout?.on('data', look);
        child.once('close', () => reject(new Error(`it ended before: ${output().stderr}${output().stdout}`)));
      });
      const url = new URL(address);
      expect(url.hostname).toBe('127.0.0.1');
      const answer = await fetch(address, { redirect: 'manual' });
      expect(answer.status).toBeLessThan(400);
      expect(await readdir(temporary)).not.toEqual([]);

      child.kill('SIGINT');
      const [code] = await ended;
      expect(code).toBe(0);
      expect(output().stderr).toContain('removing the demonstration');
      expect(await readdir(temporary)).toEqual([]);
      await expect(fetch(url)).rejects.toThrow();
    },
  );

  it.skipIf(process.platform === 'win32')(
    'leaves nothing behind when Ctrl-C ends it in the middle of its story',
    { timeout: 240_000 },
    async () => {
      const child = cli.start(['demo'], env());
      const output = collect(child);
      const ended = once(child, 'close');
      await new Promise<void>((done, reject) => {
        child.stdout?.on('data', () => {
          if (output().stdout.includes('── 1.')) done();
        });
        child.once('close', () => reject(new Error(`it ended before: ${output().stderr}`)));
      });
      expect(await readdir(temporary)).not.toEqual([]);
      child.kill('SIGINT');
      expect((await ended)[0]).toBe(130);
      expect(output().stderr).toContain('Nothing of it is left');
      expect(output().stdout).not.toContain('── 3.');
      expect(await readdir(temporary)).toEqual([]);
    },
  );
});
