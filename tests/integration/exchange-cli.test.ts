import { Buffer } from 'node:buffer';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestCli, type TestCli } from './cli-run.ts';

let cli: TestCli;
beforeAll(async () => {
  cli = await createTestCli();
  await cli.run(['profiles', 'add', '--file', await cli.profile('name: Work\nendpoints: []\n')]);
});
afterAll(() => cli.close());

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(cli.scratch, name);
  await writeFile(path, content);
  return path;
}

it('shows an import, does it with --yes, and writes the tasks as a file for their owner only', async () => {
  const csv = await file('in.csv', 'Title,Due,Colour\nBread,2026-03-01,red\nMilk,soon,\n');
  const shown = await cli.run(['import', csv, '--into', 'Work', '--map', 'Colour=x.colour']);
  expect(shown.code).toBe(1);
  expect(shown.stdout).toContain('+ line 2 "Bread"');
  expect(shown.stdout).toContain('- line 3 due: This is no date.');
  expect(shown.stdout).toContain('1 task to make, 0 to change, 0 the same already, 1 left out');
  expect((await cli.json(['tasks', 'list'])).value).toEqual([]);
  const done = await cli.run(['import', csv, '--into', 'Work', '--map', 'Colour=x.colour', '--yes']);
  expect(done.stdout).toContain('1 task made');

  const out = join(cli.scratch, 'out.csv');
  expect((await cli.run(['export', 'tasks', '--out', out])).code).toBe(0);
  expect((await stat(out)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  expect(await readFile(out, 'utf8')).toBe((await cli.run(['export', 'tasks'])).stdout);
  expect(await readFile(out, 'utf8')).toContain('Bread');
  const again = await cli.json(['import', out, '--into', 'Work', '--yes']);
  expect(again).toMatchObject({ code: 0, value: { counts: { created: 0, updated: 0, same: 1, skipped: 0 } } });
  const history = await cli.run(['export', 'history', '--format', 'json']);
  expect(JSON.parse(history.stdout)).toMatchObject({ history: [{ kind: 'create', title: 'Bread' }] });
});

it('exports what a query finds, and takes an import back by the entries that it names', async () => {
  const csv = await file('back.csv', 'Title,Labels\nButter,cold\nSalt,\n');
  const done = await cli.run(['import', csv, '--into', 'Work', '--yes']);
  const [, entries = ''] = /To take it back: tasksync tasks revert (\d+-\d+)\n/.exec(done.stdout) ?? [];
  const found = await cli.run(['export', 'tasks', '--query', 'label:cold']);
  expect(found.stdout.trim().split('\r\n')).toHaveLength(2);
  expect(found.stdout).toContain('Butter');
  expect((await cli.run(['export', 'history', '--query', 'label:cold'])).code).toBe(2);

  const salt = (await cli.json(['tasks', 'list', 'Salt'])).value as readonly { readonly id: string }[];
  await cli.run(['tasks', 'edit', salt[0]?.id ?? '', 'status=doing']);
  const back = await cli.run(['tasks', 'revert', entries]);
  expect(back).toMatchObject({ code: 1, stdout: expect.stringContaining('Taken back for 1 task.') });
  expect(back.stdout).toContain('1 task changed since');
  const left = (await cli.json(['tasks', 'list'])).value as readonly { readonly title: string }[];
  expect(left.map(({ title }) => title)).toEqual(['Bread', 'Salt']);
  const [, again = ''] = /To do it again: tasksync tasks revert (\S+)/.exec(back.stdout) ?? [];
  expect(await cli.run(['tasks', 'revert', again])).toMatchObject({ code: 0 });
  expect((await cli.run(['export', 'tasks', '--query', 'label:cold'])).stdout).toContain('Butter');
  expect(await cli.run(['tasks', 'revert', '211-12'])).toMatchObject({
    ...{ code: 2, stderr: expect.stringContaining('is no stretch of the history') },
  });
});

it.each([
  ['a file that is not there', () => join(cli.scratch, 'none.csv'), 'cannot be read'],
  ['Latin-1', () => file('latin.csv', Buffer.from('Titel\nK\u00e4se\n', 'latin1')), 'no text in UTF-8'],
  ['65 MB', () => file('large.csv', Buffer.alloc(65_000_000, 'a')), 'too large'],
])('refuses %s, and does nothing', async (_what, path, words) => {
  const refused = await cli.run(['import', await path(), '--into', 'Work', '--yes']);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(words) });
});

it('reads what spreadsheets call Unicode text', async () => {
  const wide = await file('wide.txt', Buffer.from('\uFEFFTitel\tFrist\r\nK\u00e4se\t1.3.2026\r\n', 'utf16le'));
  const { value } = await cli.json(['import', wide, '--into', 'Work']);
  expect(value).toMatchObject({ counts: { created: 1, skipped: 0 }, rows: [{ title: 'K\u00e4se' }] });
});

it('leaves no half file behind where a part cannot be had', async () => {
  const before = await readdir(cli.scratch);
  const refused = await cli.run(['export', 'tasks', '--profile', 'Nobody', '--out', join(cli.scratch, 'half.csv')]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no profile') });
  expect(await readdir(cli.scratch)).toEqual(before);
  expect((await cli.run(['export', 'tasks', '--format', 'xml'])).stderr).toContain('none of csv, json, ics');
});
