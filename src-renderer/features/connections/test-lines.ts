import type { ApiEvent } from '../../../src-shared/api/contract.ts';
import { type ConnectionTest, type TestStep, type TestStepId, testStepIds } from '../../../src-shared/api/views.ts';

export type TestEvent = Extract<ApiEvent, { kind: 'connection-test' }>;

/** A line as it is shown: what came of it, that it runs, or that its turn has not come. */
export type TestLine = TestStep | { readonly id: TestStepId; readonly state: 'running' | 'waiting' };

export type TestLines = Readonly<Partial<Record<TestStepId, TestLine>>>;

export function withEvent(lines: TestLines, { step }: Pick<TestEvent, 'step'>): TestLines {
  return { ...lines, [step.id]: step };
}

/** All lines in their order; when the test has ended, exactly what it said. */
export function linesOf(lines: TestLines, test: ConnectionTest | null): readonly TestLine[] {
  if (test !== null) return test.steps;
  return testStepIds.map((id) => lines[id] ?? { id, state: 'waiting' });
}
