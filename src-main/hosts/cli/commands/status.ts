import type { Command } from 'commander';
import type { NoticeView, ProfileView, StatusView } from '../../../../src-shared/api/views.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import type { Terminal } from '../terminal.ts';
import { plainLine } from '../text/plain.ts';
import { placesOf, runLegend, runStrip, stateTones, stateWords } from '../text/profile-text.ts';
import { provenText } from '../text/proven-text.ts';
import { table } from '../text/table.ts';
import { count, moment, shellWord, upcoming } from '../text/words.ts';

export function addStatus(program: Command, cli: Cli): void {
  program
    .command('status')
    .description('how everything is, and what needs you')
    .action(() => cli.answer(status(cli)));
}

async function status(cli: Cli): Promise<Answer> {
  const view = await cli.call('status.get', {});
  if (cli.style.json) return { json: view, text: () => '' };
  const profiles = await cli.call('profiles.list', {});
  return { json: view, text: () => statusText(view, profiles, cli.terminal) };
}

function statusText(status: StatusView, profiles: readonly ProfileView[], terminal: Terminal): string {
  const lines = [headline(status, terminal)];
  if (!status.writable) lines.push('Another Task Sync is at work on this data; this one can only look.');
  for (const notice of status.notices) lines.push(...noticeLines(notice, terminal));
  if (profiles.length === 0) return [...lines, 'No profiles yet. Start with: tasksync connectors list'].join('\n');
  const rows = profiles.map((profile) => [
    plainLine(profile.name),
    plainLine(placesOf(profile.endpoints)),
    runStrip(profile.recent),
    stateText(profile),
  ]);
  const columns = [
    { title: 'PROFILE', flexible: true },
    { title: 'ENDPOINTS', flexible: true },
    { title: 'LAST 14 RUNS' },
    { title: 'STATE' },
  ];
  lines.push('', table(columns, rows, terminal.columns));
  if (profiles.some(({ recent }) => recent.some((state) => state !== 'done'))) {
    lines.push('', terminal.tone('quiet', runLegend));
  }
  const proofs = profiles.flatMap(({ name, verified }) =>
    verified === null ? [] : [`${plainLine(name)}: ${provenText(verified)}`],
  );
  if (proofs.length > 0) lines.push('', ...proofs);
  return [...lines, ...hints(status)].join('\n');
}

function noticeLines({ kind, text }: NoticeView, terminal: Terminal): readonly string[] {
  const next = kind === 'safe-mode' ? 'Turn sync on again' : 'When you have read this';
  return ['', terminal.tone('warning', text), `${next}: tasksync notices dismiss ${kind}`];
}

function headline({ state, sentence, profiles }: StatusView, terminal: Terminal): string {
  const pending = profiles.reduce((sum, profile) => sum + profile.pending, 0);
  const nexts = profiles.flatMap(({ nextRun }) => upcoming(nextRun) ?? []).sort();
  const words = [
    plainLine(sentence).replace(/\.$/, ''),
    ...(nexts[0] === undefined ? [] : [`next ${moment(nexts[0])}`]),
    // In that state the sentence says so itself.
    ...(pending === 0 || state === 'waiting' ? [] : [`${count(pending, 'change')} waiting to be sent`]),
  ];
  const tone = stateTones[state];
  return [tone === null ? words[0] : terminal.tone(tone, words[0] ?? ''), ...words.slice(1)].join(' · ');
}

function stateText({ enabled, state, lastRun, conflicts, matches, problems }: ProfileView): string {
  if (!enabled) return 'disabled';
  const counts = [
    ...(conflicts === 0 ? [] : [count(conflicts, 'conflict')]),
    ...(matches === 0 ? [] : [count(matches, 'open match', 'open matches')]),
    ...(problems === 0 ? [] : [count(problems, 'problem')]),
  ];
  const word = counts.length > 0 && (state === 'conflict' || state === 'problem') ? [] : [stateWords[state]];
  const when = lastRun?.finishedAt ? [moment(lastRun.finishedAt)] : [];
  return [[...word, ...counts].join(', '), ...when].join(' ');
}

/** What a person does next. */
function hints({ profiles }: StatusView): readonly string[] {
  const lines: string[] = [];
  if (profiles.some(({ conflicts }) => conflicts > 0)) lines.push('Decide the conflicts: tasksync conflicts list');
  if (profiles.some(({ matches }) => matches > 0)) lines.push('Say what is the same task: tasksync matches list');
  const held = profiles.find(({ state }) => state === 'held');
  if (held !== undefined) lines.push(`Look at what was held: tasksync plan ${shellWord(plainLine(held.name))}`);
  return lines.length === 0 ? [] : ['', ...lines];
}
