import { expect, test } from 'vitest';
import { jira } from '../../../../src-main/connectors/jira/index.ts';
import { systemClock } from '../../../../src-main/hosts/node/system-clock.ts';
import type { ConnectContext } from '../../../../src-shared/connector/descriptor.ts';
import type { HttpRequest } from '../../../../src-shared/ports/ports.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';

async function checkWith(context: Partial<ConnectContext>): Promise<readonly HttpRequest[]> {
  const sent: HttpRequest[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    myself: { accountId: '712020:1', name: 'sync', displayName: 'Task Sync' },
    serverInfo: {
      version: '1001.0.0',
      deploymentType: context.options?.['deployment'] === 'datacenter' ? 'Server' : 'Cloud',
    },
  };
  const connector = await jira.connect({
    http: {
      send: async (request) => {
        sent.push(request);
        const name = request.url.split('/').at(-1) ?? '';
        return { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(answers[name])) };
      },
    },
    ...{ url: 'https://example.atlassian.net', username: null, secret: async () => 'a-token', options: {} },
    ...{ signal: new AbortController().signal, clock: systemClock, logger: createRecordingLogger(), ...context },
  });
  expect(await connector.check()).toMatchObject({
    name: 'Task Sync',
    server: expect.stringMatching(/^Jira (Cloud|Server) 1001.0.0$/),
  });
  return sent;
}

const basic = `Basic ${Buffer.from('ana@example.org:a-token').toString('base64')}`;

test.each([
  ['Cloud with an API token', { username: 'ana@example.org' }, 'https://example.atlassian.net/rest/api/3/', basic],
  [
    'Cloud through OAuth',
    { url: 'https://api.atlassian.com/ex/jira/11223344-a1b2', options: { site: 'https://example.atlassian.net' } },
    'https://api.atlassian.com/ex/jira/11223344-a1b2/rest/api/3/',
    'Bearer a-token',
  ],
  [
    'Cloud over its own pages, by a connection that had an API token before',
    {
      username: 'ana@example.org',
      apiUrl: 'https://api.atlassian.com/ex/jira/11223344-a1b2/',
      signedIn: 'code' as const,
    },
    'https://api.atlassian.com/ex/jira/11223344-a1b2/rest/api/3/',
    'Bearer a-token',
  ],
  [
    'Data Center in a folder',
    { url: 'https://example.org/jira/', options: { deployment: 'datacenter' } },
    'https://example.org/jira/rest/api/2/',
    'Bearer a-token',
  ],
])('%s', async (_, context, base, authorization) => {
  const sent = await checkWith(context);
  expect(sent.map(({ url }) => url)).toEqual([`${base}myself`, `${base}serverInfo`]);
  for (const { headers } of sent) expect(headers['authorization']).toBe(authorization);
});
