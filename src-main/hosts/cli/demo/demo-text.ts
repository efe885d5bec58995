import { conflictText } from '../commands/conflicts.ts';
import { planText } from '../commands/plan.ts';
import { verificationText } from '../commands/verify.ts';
import { runText } from '../text/run-text.ts';
import { list } from '../text/words.ts';
import type { DemoEdit, DemoStep } from './demo-story.ts';

/** What is said before anything happens. */
export function introduction(services: readonly string[]): string {
  const [first = '', ...others] = services;
  return [
    `A demonstration with ${list(services)}, simulated on this computer: no account, no network, and nothing of yours is touched.`,
    `${first} has the tasks of a small team, ${list(others)} ${others.length === 1 ? 'is' : 'are'} empty.`,
  ].join('\n');
}

/** One step with its heading, the command that does the same, and what came of it. */
export function stepText(step: DemoStep, columns: number): string {
  const { heading, command, words } = tell(step, columns);
  const title = command === null ? heading : `${heading}   $ ${command}`;
  return `\n── ${title}\n\n${words}`;
}

interface Told {
  readonly heading: string;
  readonly command: string | null;
  readonly words: string;
}

function tell(step: DemoStep, columns: number): Told {
  switch (step.kind) {
    case 'plan':
      return {
        heading: '1. What would a sync do?',
        command: `tasksync plan ${step.plan.profile}`,
        words: planText(step.plan, columns, mostLines),
      };
    case 'first-sync':
      return { heading: '2. The first sync', command: `tasksync sync ${step.run.profile}`, words: runText(step.run) };
    case 'edits':
      return { heading: '3. People go on working in their own tools', command: null, words: editsText(step.edits) };
    case 'second-sync':
      return {
        heading: '4. Each edit arrives on the other side',
        command: `tasksync sync ${step.run.profile}`,
        words: runText(step.run),
      };
    case 'both-edit':
      return { heading: '5. Two people change the same title', command: null, words: editsText(step.edits) };
    case 'conflict':
      return {
        heading: '6. Nobody is overwritten: you decide',
        command: 'tasksync conflicts show …',
        words: `${runText(step.run)}\n\n${conflictText(step.conflict)}`,
      };
    case 'resolved':
      return {
        heading: '7. Decided, and the other side learns of it',
        command: `tasksync conflicts resolve … --use ${step.use}`,
        words: runText(step.run),
      };
    case 'verified':
      return {
        heading: '8. Proof: everything is read again and compared',
        command: `tasksync verify ${step.verification.profile}`,
        words: verificationText(step.verification),
      };
  }
}

function editsText(edits: readonly DemoEdit[]): string {
  return edits.map(({ service, title, words }) => `In ${service}, "${title}" ${words}.`).join('\n');
}

/** The beginning tells how a plan looks. */
const mostLines = 6;
