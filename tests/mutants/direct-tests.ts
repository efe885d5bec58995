import { relative } from 'node:path';
import type { TestCase, TestModule } from 'vitest/node';
import { startVitest } from 'vitest/node';
import { shared } from '../../vitest.config.ts';
import { mutate, root } from './apply-mutant.ts';
import type { DirectTest, Mutant } from './mutants.ts';

export interface Verdict {
  readonly mutant: Mutant;
  readonly isCaught: boolean;
  /** The test that failed, or why none counts. */
  readonly words: string;
}

/**
 * Runs the test that belongs to each bug twice, with the bug and without it: caught is what fails with it, passes without
 * it, and names the law in its title. All in one process of vitest, each bug a project of its own.
 */
export async function runDirectTests(chosen: readonly Mutant[]): Promise<readonly Verdict[]> {
  const titles = new RegExp(chosen.map(({ test }) => asPattern(test.title)).join('|'));
  const healthy = { test: { ...options, name: 'healthy', include: [...new Set(chosen.map(({ test }) => test.file))] } };
  const vitest = await startVitest(
    [],
    {
      root,
      config: false,
      watch: false,
      maxWorkers: '100%',
      testNamePattern: titles,
      reporters: [{}],
      projects: [healthy, ...chosen.map(projectOf)],
    },
    { logLevel: 'error' },
  );
  const modules = vitest.state.getTestModules();
  await vitest.close();
  // Vitest says 1 where tests failed, which is what is hoped for here.
  process.exitCode = 0;
  return chosen.map((mutant) => judge(mutant, modules));
}

// A module with a bug in it must not be kept for another run.
const options = { ...shared, fsModuleCache: false, testTimeout: 60_000 };

function projectOf(mutant: Mutant) {
  return {
    plugins: [withBug(mutant)],
    test: { ...options, name: nameOf(mutant), include: [mutant.test.file] },
  };
}

const nameOf = ({ number }: Mutant): string => `bug ${number}`;

function withBug(mutant: Mutant) {
  return {
    name: 'mutant',
    enforce: 'pre' as const,
    transform(source: string, id: string) {
      const file = inRepository(id.split('?')[0] ?? id);
      return mutant.edits.some((edit) => edit.file === file) ? mutate(mutant, file, source) : null;
    },
  };
}

function judge(mutant: Mutant, modules: readonly TestModule[]): Verdict {
  const { test, law } = mutant;
  const isThere = testsIn(modules, 'healthy', test);
  const withIt = testsIn(modules, nameOf(mutant), test);
  const missed = (words: string): Verdict => ({ mutant, isCaught: false, words });
  if (isThere.length === 0) return missed(`${test.file} has no test “${test.title}”`);
  const sick = isThere.find((one) => one.result().state !== 'passed');
  if (sick) return missed(`${test.file} fails without the bug, too: ${sick.fullName}`);
  const failed = withIt.filter((one) => one.result().state === 'failed' && !isSlow(one));
  if (withIt.length === 0) return missed(`${test.file} does not even load with the bug`);
  if (failed.length === 0) return missed(`${test.file} passes: ${withIt[0]?.fullName}`);
  const naming = failed.find(({ fullName }) => new RegExp(`\\b${law}\\b`).test(fullName));
  return naming
    ? { mutant, isCaught: true, words: naming.fullName }
    : missed(`${failed[0]?.fullName} fails and does not name ${law}`);
}

function inRepository(path: string): string {
  return relative(root, path).replaceAll('\\', '/');
}

/** A busy computer is not what notices a bug. */
function isSlow(one: TestCase): boolean {
  return one.result().errors?.some(({ message }) => message.startsWith('Test timed out')) ?? false;
}

function asPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function testsIn(modules: readonly TestModule[], project: string, { file, title }: DirectTest): readonly TestCase[] {
  return modules
    .filter((module) => module.project.name === project && inRepository(module.moduleId) === file)
    .flatMap((module) => [...module.children.allTests()])
    .filter(({ fullName }) => fullName.includes(title));
}
