import type { Command } from 'commander';
import type { MatchView } from '../../../../src-shared/api/views.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { plainLine } from '../text/plain.ts';
import { count, shellWord, shortId } from '../text/words.ts';
import { quotedTitle } from './plan.ts';

export function addMatches(program: Command, cli: Cli): void {
  const noun = program
    .command('matches')
    .description('pairs that may be the same task; neither is copied anywhere until you say');
  noun
    .command('list [profile]')
    .description('all that wait, the likeliest first, with what speaks for them')
    .action((profile?: string) => cli.answer(listMatches(cli, profile)));
  noun
    .command('find <profile>')
    .description('look again, among all tasks that lack a copy somewhere')
    .action((profile: string) => cli.answer(findMatches(cli, profile)));
  noun
    .command('accept <match...>')
    .description('the same task: the two become one')
    .action((ids: readonly string[]) => cli.answer(answerMatches(cli, 'matches.accept', ids)));
  noun
    .command('reject <match...>')
    .description('two different tasks: remembered, and both are copied as usual')
    .action((ids: readonly string[]) => cli.answer(answerMatches(cli, 'matches.reject', ids)));
}

async function listMatches(cli: Cli, profile: string | undefined): Promise<Answer> {
  const matches = await cli.call('matches.list', profile === undefined ? {} : { profile });
  return { json: matches, text: () => (matches.length === 0 ? 'No pairs wait for you.' : matchesText(matches)) };
}

async function findMatches(cli: Cli, profile: string): Promise<Answer> {
  const matches = await cli.call('matches.find', { profile });
  return {
    json: matches,
    text: () => (matches.length === 0 ? 'Nothing found that may be the same.' : matchesText(matches)),
  };
}

function matchesText(matches: readonly MatchView[]): string {
  const [first] = matches;
  const id = shortId(first?.id ?? '');
  const profile = shellWord(plainLine(first?.profile ?? ''));
  return [
    ...matches.map(matchText),
    [
      `${count(matches.length, 'pair')} may be the same task.`,
      `The same:  tasksync matches accept ${id}`,
      `Different: tasksync matches reject ${id}`,
      `Then:      tasksync plan ${profile}`,
    ].join('\n'),
  ].join('\n\n');
}

function matchText({ id, score, reasons, sides }: MatchView): string {
  const lines = sides.map(({ title, records }) => {
    const places = records.map(({ endpoint }) => plainLine(endpoint)).join(', ');
    return `  ${quotedTitle(title)} · ${places === '' ? 'here' : places}`;
  });
  return [`${shortId(id)}  ${Math.round(score * 100)} %  ${plainLine(reasons.join(', '))}`, ...lines].join('\n');
}

async function answerMatches(
  cli: Cli,
  name: 'matches.accept' | 'matches.reject',
  ids: readonly string[],
): Promise<Answer> {
  const answered: MatchView[] = [];
  for (const match of ids) answered.push(await cli.call(name, { match }));
  const what = name === 'matches.accept' ? 'One task now' : 'Kept apart';
  return {
    json: answered,
    text: () =>
      [
        ...answered.map(({ sides: [a, b] }) => `${what}: ${quotedTitle(a.title)} and ${quotedTitle(b.title)}.`),
        'The services learn of it at the next sync.',
      ].join('\n'),
    confirmation: true,
  };
}
