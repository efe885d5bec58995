import type { Command } from 'commander';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Finding } from '../../node/doctor/finding.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { plainLine } from '../text/plain.ts';

interface Options {
  /** Of the history, noted earlier. */
  readonly seal?: string;
  /** A file to write to. */
  readonly bundle?: string;
}

export function addDoctor(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description(
      'look whether folder, disk, database, history, secrets, connections and clock are well; nothing is repaired',
    )
    .option('--seal <seal>', 'a seal of the history that you noted: whether everything up to it is as it was')
    .option(
      '--bundle <file>',
      'also save what helps to find a fault, without secrets, names or words of tasks; a file that is there is replaced',
    )
    .action((options: Options) => cli.answer(examineAll(cli, options)));
}

async function examineAll(cli: Cli, { seal, bundle }: Options): Promise<Answer> {
  const { examine } = await import('../../node/doctor/examine.ts');
  const findings = await examine({ dataDir: await cli.dataDir(), call: cli.call, seal });
  const isWell = findings.every(({ state }) => state === 'fine');
  const saved = bundle === undefined ? null : await saveBundle(cli, bundle, findings);
  const savedLine =
    saved === null ? [] : ['', `Saved in ${plainLine(saved.file)}. Look through it before you pass it on.`];
  return {
    json: { ok: isWell, findings, ...(saved === null ? {} : { bundle: saved }) },
    text: () => [...findings.map(line), '', isWell ? 'All is well.' : 'Something needs you.', ...savedLine].join('\n'),
    exitCode: isWell ? exitCodes.done : exitCodes.problems,
  };
}

/** Also of data that cannot be opened: then it is of more use than ever. */
async function saveBundle(cli: Cli, file: string, findings: readonly Finding[]) {
  const { makeDiagnostics } = await import('../../node/diagnostics/make-diagnostics.ts');
  const { systemClock: clock } = await import('../../node/system-clock.ts');
  const { writeParts } = await import('../../node/write-whole.ts');
  const { file: logFile } = await cli.log();
  const core = await cli.core().catch(() => null);
  const { zip, files } = await makeDiagnostics({ api: core?.api ?? null, findings, logFile, clock });
  await writeParts(file, [zip]).catch((cause: unknown) => {
    throw new TaskSyncError('invalid-input', `The file ${plainLine(file)} cannot be written. Nothing was saved.`, {
      cause,
    });
  });
  return { file, files };
}

function line({ check, state, says }: Finding): string {
  return `${state === 'fine' ? 'ok' : '!!'}  ${check.padEnd(10)}  ${plainLine(says)}`;
}
