import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { ProfileFile } from '../../../../src-shared/api/profile-file.ts';
import type { ProfileView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { readStdin } from '../read-stdin.ts';
import { plainLine } from '../text/plain.ts';
import { placesOf, stateWords } from '../text/profile-text.ts';
import { table } from '../text/table.ts';
import { count, moment, shellWord, upcoming } from '../text/words.ts';

export function addProfiles(program: Command, cli: Cli): void {
  const noun = program.command('profiles').description('what is kept in step with what');
  noun
    .command('add')
    .description('make one from a profile file; nothing is written to a service yet')
    .requiredOption('--file <file.yaml>', 'the profile as YAML; - is standard input')
    .action(({ file }: { readonly file: string }) => cli.answer(addProfile(cli, file)));
  noun
    .command('list')
    .description('all profiles and how they are')
    .action(() => cli.answer(listProfiles(cli)));
  noun
    .command('show <profile>')
    .description('one profile with its endpoints and rules')
    .action((profile: string) => cli.answer(showProfile(cli, profile)));
  noun
    .command('export <profile>')
    .description('its profile file, to be kept, edited and added again; it holds no secrets')
    .action((profile: string) => cli.answer(exportProfile(cli, profile)));
  for (const [verb, enabled, description] of [
    ['enable', true, 'let it run: on its schedule, and with sync --all'],
    ['disable', false, 'let it rest; nothing is forgotten'],
  ] as const) {
    noun
      .command(`${verb} <profile>`)
      .description(description)
      .action((profile: string) => cli.answer(enableProfile(cli, profile, enabled)));
  }
  noun
    .command('remove <profile>')
    .description('forget it and its tasks here; nothing is deleted at any service')
    .action((profile: string) => cli.answer(removeProfile(cli, profile)));
}

async function addProfile(cli: Cli, file: string): Promise<Answer> {
  const profile = await cli.call('profiles.import', { yaml: await readProfileFile(file) });
  const name = plainLine(profile.name);
  return {
    json: profile,
    text: () =>
      `Added ${name}. Nothing was written to a service. See what it would do: tasksync plan ${shellWord(name)}`,
    confirmation: true,
  };
}

async function readProfileFile(file: string): Promise<string> {
  try {
    return file === '-' ? await readStdin() : await readFile(file, 'utf8');
  } catch (cause) {
    throw new TaskSyncError('invalid-input', `The profile file ${plainLine(file)} cannot be read. Nothing was added.`, {
      cause,
    });
  }
}

async function listProfiles(cli: Cli): Promise<Answer> {
  const profiles = await cli.call('profiles.list', {});
  return {
    json: profiles,
    text: () =>
      profiles.length === 0
        ? 'No profiles yet. Make one: tasksync profiles add --file FILE'
        : table(
            [
              { title: 'PROFILE', flexible: true },
              { title: 'ENDPOINTS', flexible: true },
              { title: 'SCHEDULE' },
              { title: 'TASKS', align: 'right' },
              { title: 'STATE' },
            ],
            profiles.map((profile) => [
              plainLine(profile.name),
              plainLine(placesOf(profile.endpoints)),
              profile.schedule,
              profile.tasks.toLocaleString('en'),
              profile.enabled ? stateWords[profile.state] : 'disabled',
            ]),
            cli.terminal.columns,
          ),
  };
}

async function showProfile(cli: Cli, name: string): Promise<Answer> {
  const file = await cli.call('profiles.get', { profile: name });
  const view = (await cli.call('profiles.list', {})).find((profile) => profile.name === file.name);
  return { json: { ...view, file }, text: () => (view === undefined ? '' : profileText(view, file, cli)) };
}

function profileText(view: ProfileView, file: ProfileFile, cli: Cli): string {
  const { policy = 'manual' } = file.conflicts ?? {};
  const rest = view.enabled ? '' : ' Disabled: it runs only when asked for by name.';
  const nextRun = upcoming(view.nextRun);
  const next = nextRun === null ? '' : `, next ${moment(nextRun)}`;
  return [
    `${plainLine(view.name)}: ${plainLine(view.sentence)}${rest}`,
    '',
    `schedule    ${view.schedule}${next}`,
    `conflicts   ${policy}`,
    `deletions   ${file.deletions ?? 'close'}`,
    `here        ${count(view.tasks, 'task')}, ${count(view.pending, 'change')} waiting, ${count(view.conflicts, 'conflict')}, ${count(view.problems, 'problem')}`,
    '',
    view.endpoints.length === 0
      ? 'It has no endpoints: a list that lives here only.'
      : table(
          [
            { title: 'ENDPOINT', flexible: true },
            { title: 'CONTAINER', flexible: true },
            { title: 'DIRECTION' },
            { title: 'LINKED', align: 'right' },
          ],
          view.endpoints.map(({ name, container, direction, linked }) => [
            plainLine(name),
            plainLine(container),
            direction,
            linked.toLocaleString('en'),
          ]),
          cli.terminal.columns,
        ),
  ].join('\n');
}

async function exportProfile(cli: Cli, profile: string): Promise<Answer> {
  const exported = await cli.call('profiles.export', { profile });
  return { json: exported, text: () => exported.yaml.trimEnd() };
}

async function enableProfile(cli: Cli, profile: string, enabled: boolean): Promise<Answer> {
  const view = await cli.call('profiles.enable', { profile, enabled });
  const nextRun = upcoming(view.nextRun);
  const next = nextRun === null ? '' : ` Next run: ${moment(nextRun)}.`;
  return {
    json: view,
    text: () => `${plainLine(view.name)} is ${enabled ? 'enabled' : 'disabled'}.${next}`,
    confirmation: true,
  };
}

async function removeProfile(cli: Cli, profile: string): Promise<Answer> {
  await cli.call('profiles.remove', { profile });
  return {
    json: null,
    text: () => `Removed ${plainLine(profile)} and its tasks here. Nothing was deleted at any service.`,
    confirmation: true,
  };
}
