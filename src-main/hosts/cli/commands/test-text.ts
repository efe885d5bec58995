import type { ConnectionTest } from '../../../../src-shared/api/views.ts';
import { toErrorData } from '../../../../src-shared/errors.ts';
import type { Cli } from '../cli.ts';
import { exitCodeOfError, exitCodes } from '../exit-code.ts';
import { plainLine } from '../text/plain.ts';

/** The test tells people what is wrong; the kind of failure, which programs want, comes from asking once more. */
export async function exitCodeOfFailure(cli: Cli, name: string): Promise<number> {
  try {
    await cli.call('connections.containers', { name });
    return exitCodes.problems;
  } catch (error) {
    return exitCodeOfError(toErrorData(error).code);
  }
}

const stepMarks = { ok: 'ok     ', warning: 'warning', failed: 'failed ', skipped: 'skipped' } as const;

export function testText({ steps }: ConnectionTest): string {
  return steps
    .map(({ label, state, detail }) => `${stepMarks[state]}  ${[label, plainLine(detail)].filter(Boolean).join(': ')}`)
    .join('\n');
}
