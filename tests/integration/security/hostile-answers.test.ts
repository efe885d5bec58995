import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTwoLists, todo } from '../../fakes/two-lists.ts';
import { get, openHttp, witness } from './hostile-network.ts';

const laughs = Array.from({ length: 20 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');

/** What would be a right answer, if nothing stood before it. */
function listing(doctype: string, token: string): string {
  return `<?xml version="1.0"?><!DOCTYPE d:multistatus ${doctype}>${rightAnswer(token)}`;
}

function rightAnswer(token: string): string {
  return `<d:multistatus xmlns:d="DAV:"><d:sync-token>${token}</d:sync-token></d:multistatus>`;
}

const attacks: readonly (readonly [string, string])[] = [
  ['more than fifty megabytes', `${rightAnswer('t')}<!--${'x'.repeat(50_000_001)}-->`],
  ['a billion laughs', listing(`[<!ENTITY l0 "ha">${laughs}]`, '&l20;')],
  ['a file of this computer', listing('[<!ENTITY file SYSTEM "file:///etc/passwd">]', '&file;')],
  ['an entity of another server', listing('[<!ENTITY % far SYSTEM "http://127.0.0.1:9/evil.dtd">%far;]', '')],
  ['a description that is elsewhere', listing('SYSTEM "http://127.0.0.1:9/evil.dtd"', '')],
  ['a hundred thousand elements in each other', '<a>'.repeat(100_000)],
  ['a million attributes', `<a ${'b="" '.repeat(1_000_000)}`],
  ['nothing but line ends', '\r\n'.repeat(1_000_000)],
];

describe('an answer that is an attack is a clear problem of that service, and the rest goes on', () => {
  it.each(attacks)(
    '%s (SEC-18, SEC-19)',
    async (_, body) => {
      const lists = await createTwoLists();
      onTestFinished(() => lists.close());
      lists.left.collection().put('one.ics', todo('one', 'one'));
      await lists.sync();
      lists.left.collection().put('two.ics', todo('two', 'two'));
      lists.right.faults.add({ fault: { kind: 'body', body } });
      const started = performance.now();
      const run = await lists.sync();
      // Seconds at most, however busy the computer is: an attack would take hours, or the memory.
      expect(performance.now() - started).toBeLessThan(30_000);
      expect(run.problems).toMatchObject([{ endpoint: 'right', code: 'invalid-response' }]);
      expect(run.problems[0]?.message).not.toContain('root:');
      expect(run.problems[0]?.message.length).toBeLessThan(400);
      expect((await lists.call('tasks.list', {})).total).toBe(2);
      lists.right.faults.clear();
      expect(await lists.sync()).toMatchObject({ state: 'done', problems: [] });
      expect(lists.titles('right')).toEqual(['one', 'two']);
    },
    60_000,
  );
});

it('what is packed is not unpacked: no small answer becomes a huge one (SEC-18)', async () => {
  const bomb = gzipSync(Buffer.alloc(20_000_000));
  const server = await witness((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
  const { body } = await openHttp().send(get(server.url));
  expect(server.seen[0]?.headers['accept-encoding']).toBe('identity');
  expect(body.length).toBe(bomb.length);
});
