import { Argument, type Command } from 'commander';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';

type Kind = 'restored' | 'safe-mode';

const answers: Readonly<Record<Kind, string>> = {
  restored: 'Noted. What differs stays a conflict until you decide it: tasksync conflicts list',
  'safe-mode': 'Sync is on again.',
};

export function addNotices(program: Command, cli: Cli): void {
  const noun = program.command('notices').description('what status says about the data as a whole');
  noun
    .command('dismiss')
    .description('it was read; dismissing safe-mode turns sync on again')
    .addArgument(new Argument('<notice>').choices(['restored', 'safe-mode']))
    .action((kind: Kind) => cli.answer(dismiss(cli, kind)));
}

async function dismiss(cli: Cli, kind: Kind): Promise<Answer> {
  await cli.call('notices.dismiss', { kind });
  return { json: { dismissed: kind }, text: () => answers[kind], confirmation: true };
}
