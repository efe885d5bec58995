import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './apply-mutant.ts';
import type { Mutant } from './mutants.ts';

/** Something that may notice a bug. */
export interface Detector {
  readonly name: string;
  run(mutant: Mutant): Promise<Caught | null>;
}

export interface Caught {
  /** The first test or invariant that failed. */
  readonly by: string;
  /** Cases, states or seeds until then, where the detector counts them. */
  readonly cost: string | null;
}

/** Test files or folders, run by vitest on the mutated program. */
export function tests(name: string, files: readonly string[], env: Readonly<Record<string, string>> = {}): Detector {
  return { name, run: (mutant) => runTests(mutant, files, env) };
}

/**
 * A program that plays seeds, prints `Seed N: invariant: …` for one that fails and ends with another code than 0.
 * @param batches each as arguments of the program; several give the median of the seeds needed
 */
export function seeds(name: string, program: string, batches: readonly (readonly string[])[]): Detector {
  return {
    name,
    async run(mutant) {
      const needed: number[] = [];
      let by = '';
      for (const args of batches) {
        const hooks = pathToFileURL(join(root, 'tests/mutants/register.ts')).href;
        const { output, code } = await start(mutant, [join(root, program), ...args], {
          NODE_OPTIONS: `--import=${hooks}`,
        });
        const first = /^Seed (\d+): (.*)$/m.exec(output);
        if (code === 0 || !first) continue;
        const from = Number(args[args.indexOf('--from') + 1] ?? 1);
        needed.push(Number(first[1]) - from + 1);
        by ||= first[2]?.slice(0, 120) ?? '';
      }
      needed.sort((a, b) => a - b);
      const median = needed[Math.floor(needed.length / 2)];
      return median === undefined
        ? null
        : { by, cost: `median ${median} seeds, ${needed.length} of ${batches.length}` };
    },
  };
}

async function runTests(
  mutant: Mutant,
  files: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Caught | null> {
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
  const report = join(folder, 'report.json');
  try {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const config = join(root, 'tests/mutants/vitest.config.ts');
    const args = [vitest, 'run', '--config', config, '--bail=1', '--reporter=json', `--outputFile=${report}`, ...files];
    const { code, output } = await start(mutant, args, env);
    if (code === 0) return null;
    return readFailure(report) ?? { by: lastLine(output), cost: null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function readFailure(path: string): Caught | null {
  const { testResults } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  for (const { assertionResults, name } of testResults) {
    const failed = assertionResults.find(({ status }) => status === 'failed');
    if (!failed) continue;
    const file = name.slice(name.indexOf('tests/'));
    const law = /(?:[SL]\d+ [^:"\\]{5,80})/.exec(failed.failureMessages[0] ?? '')?.[0];
    return { by: `${file}: ${law ?? failed.fullName.slice(0, 100)}`, cost: null };
  }
  return null;
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.slice(0, 160) ?? '';
}

function start(
  mutant: Mutant,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], {
      cwd: root,
      env: { ...process.env, ...env, TASKSYNC_MUTANT: String(mutant.number), NO_COLOR: '1' },
    });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
