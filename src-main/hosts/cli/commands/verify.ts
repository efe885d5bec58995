import type { Command } from 'commander';
import type { VerificationView } from '../../../../src-shared/api/views.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { exitCodeOfError, exitCodes, gravest } from '../exit-code.ts';
import { fieldText } from '../text/field-text.ts';
import { plainLine } from '../text/plain.ts';
import { provenText } from '../text/proven-text.ts';
import { count } from '../text/words.ts';

export function addVerify(program: Command, cli: Cli): void {
  program
    .command('verify <profile>')
    .description('read everything again and compare it; nothing is written to any service')
    .action((profile: string) => cli.answer(verify(cli, profile)));
}

async function verify(cli: Cli, profile: string): Promise<Answer> {
  const view = await cli.call('profiles.verify', { profile });
  return { json: view, text: () => verificationText(view), exitCode: exitCodeOf(view) };
}

function exitCodeOf({ endpoints, causes }: VerificationView): number {
  const failures = endpoints.flatMap(({ failure }) => (failure === null ? [] : [exitCodeOfError(failure.code)]));
  const isDecisionOnly = causes.length > 0 && causes.every(({ cause }) => cause === 'conflict' || cause === 'match');
  const differences = causes.length === 0 ? exitCodes.done : isDecisionOnly ? exitCodes.decision : exitCodes.problems;
  return gravest([...failures, differences]);
}

export function verificationText(view: VerificationView): string {
  const { endpoints, causes, differences } = view;
  const total = causes.reduce((sum, cause) => sum + cause.count, 0);
  const more = total - differences.length;
  return [
    provenText(view),
    ...endpoints.map(
      ({ endpoint, links, equal, failure }) =>
        `  ${plainLine(endpoint)}  ${equal.toLocaleString('en')} of ${count(links, 'link')} equal${failure === null ? '' : `, then: ${plainLine(failure.message)}`}`,
    ),
    ...(total === 0
      ? []
      : ['', `${count(total, 'difference')}: ${causes.map(({ cause, count }) => `${count} ${cause}`).join(', ')}`]),
    ...differences.map(differenceLine),
    ...(more > 0 ? [`  and ${count(more, 'more difference')}`] : []),
  ].join('\n');
}

function differenceLine(difference: VerificationView['differences'][number]): string {
  const { endpoint, title, remoteId, field, here, base, there, message } = difference;
  const what = title === null ? plainLine(remoteId) : `"${plainLine(title)}"`;
  const values =
    field === null
      ? ''
      : ` ${plainLine(field)}: here ${fieldText(here)}, there ${fieldText(there)}, agreed ${fieldText(base)}.`;
  return `  ! ${plainLine(endpoint)} ${what}${values} ${plainLine(message)}`;
}
