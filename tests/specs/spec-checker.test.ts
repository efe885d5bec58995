import { afterEach, describe, expect, test } from 'vitest';
import type { Route } from '../../src-main/demo/kit/routes.ts';
import { type SimulatedService, startSimulatedService } from '../../src-main/demo/kit/simulated-service.ts';
import { createSpecChecker, whyNoSpec } from './spec-checker.ts';

let service: SimulatedService | undefined;
afterEach(() => service?.close());

const label = { id: 1, node_id: 'n', url: 'https://example.org/l', name: 'bug', color: 'ff0000', default: false };

async function complaintsOf(answer: unknown, query = ''): Promise<readonly string[]> {
  const route: Route = {
    method: 'GET',
    path: '/repos/{owner}/{repo}/labels',
    handle: () => ({ status: 200, body: answer }),
  };
  service = await startSimulatedService({ routes: [route], notFound: { status: 404, body: { message: 'Not Found' } } });
  const checker = createSpecChecker('github');
  const complaints: string[] = [];
  service.onExchange((exchange) => complaints.push(...checker.check(exchange)));
  await fetch(`${service.origin}/repos/a/b/labels${query}`);
  expect(checker.requests).toBe(1);
  return complaints;
}

const reason = whyNoSpec('github');
describe.skipIf(reason)(`the official description${reason === null ? '' : ` (${reason})`}`, () => {
  test('what is as described passes, with null where the description allows it', async () => {
    expect(await complaintsOf([{ ...label, description: null }], '?per_page=100')).toEqual([]);
  });

  test('a value of the wrong kind, a missing one and an unknown parameter are named', async () => {
    const { color: _, ...colourless } = label;
    const complaints = await complaintsOf([{ ...colourless, id: 'one', description: null }], '?per_pages=100');
    expect(complaints.join('\n')).toMatch(/query per_pages is not described/);
    expect(complaints.join('\n')).toMatch(/response \/0\/id must be integer/);
    expect(complaints.join('\n')).toMatch(/must have required property 'color'/);
  });
});
