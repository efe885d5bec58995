import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import { startWebHost, type WebHost } from '../../src-main/hosts/web/http-server.ts';
import type { Api } from '../../src-shared/api/contract.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import { createSampleApi } from '../fakes/sample-api.ts';
import { root } from './hosts/open-app.ts';

interface Attacked extends WebHost {
  /** Names of the calls that reached the program. */
  readonly calls: readonly string[];
}

interface Evil {
  /** Ends in a slash. Names under `localhost` lead to this computer, as a name of the web may that its owner lets do so. */
  readonly url: string;
}

const test = base.extend<{ readonly attacked: Attacked; readonly evil: Evil }>({
  attacked: async ({}, use) => {
    const calls: string[] = [];
    const sample = createSampleApi({ tasks: 3 });
    const call: Api['call'] = (name, input) => {
      calls.push(name);
      return sample.call(name, input);
    };
    const folder = join(root, 'out/renderer');
    const logger = createRecordingLogger();
    const host = await startWebHost({ api: { ...sample, call }, folder, clock: systemClock, logger });
    await use({ ...host, calls });
    await host.close();
  },
  evil: async ({}, use) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Evil</title>');
    });
    await use({ url: `http://evil.localhost:${await listening(server)}/` });
    server.closeAllConnections();
    server.close();
  },
});

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test.describe('a hostile page in the same browser (SEC-40)', () => {
  test('reads nothing of the app and reaches no call of it, whatever it tries', async ({ page, attacked, evil }) => {
    await page.goto(evil.url);
    const got = await page.evaluate(attack, `127.0.0.1:${attacked.port}`);
    expect(got).toEqual([]);
    expect(attacked.calls).toEqual([]);
  });

  test('cannot do it from a sandboxed frame either, whose origin is null', async ({ page, attacked, evil }) => {
    await page.goto(evil.url);
    const got = await page.evaluate(
      async ([script, target]) => {
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', 'allow-scripts allow-forms');
        const answer = new Promise<unknown>((done) => {
          window.addEventListener('message', ({ data }) => done(data), { once: true });
        });
        frame.srcdoc = `<body><script>(${script})(${JSON.stringify(target)}).catch((error) => [String(error)]).then((got) => parent.postMessage(got, '*'))</script>`;
        document.body.append(frame);
        return await answer;
      },
      [attack.toString(), `127.0.0.1:${attacked.port}`] as const,
    );
    expect(got).toEqual([]);
    expect(attacked.calls).toEqual([]);
  });

  test('gets nothing by a name of its own that leads to this computer', async ({ page, attacked }) => {
    for (const name of ['rebind.localhost', 'localhost.', '127.0.0.1.', '[::ffff:127.0.0.1]', '0.0.0.0', '127.1.1.1']) {
      const response = await page.goto(`http://${name}:${attacked.port}/`).catch(() => null);
      // A browser writes some of them as the address itself, which is one of the names of the app, and nobody else's.
      const isOwn = response !== null && new URL(page.url()).hostname === '127.0.0.1';
      if (!isOwn) expect([null, 421], name).toContain(response?.status() ?? null);
    }
    expect(attacked.calls).toEqual([]);
  });

  test('cannot show the app in a frame, nor hold on to its window', async ({ page, attacked, evil }) => {
    await page.goto(evil.url);
    const seen = await page.evaluate(async (address) => {
      const frame = document.createElement('iframe');
      frame.src = address;
      document.body.append(frame);
      await new Promise((done) => frame.addEventListener('load', done));
      const opened = window.open(address);
      for (let tries = 0; tries < 100 && opened?.closed === false; tries++)
        await new Promise((done) => setTimeout(done, 50));
      return { isCut: opened === null || opened.closed, isReadable: frame.contentDocument !== null };
    }, `http://127.0.0.1:${attacked.port}/`);
    // The window is another group's at once: whoever opened it is told that it is closed.
    expect(seen).toEqual({ isCut: true, isReadable: false });
    expect(await Promise.all(page.frames().map((frame) => frame.title()))).not.toContain('Task Sync');
    expect(attacked.calls).toEqual([]);
  });

  test('is no page of the app: that one gets in with its token', async ({ page, attacked }) => {
    await signIn(page, attacked);
    expect(attacked.calls).toContain('tasks.list');
  });
});

async function signIn(page: Page, attacked: Attacked): Promise<void> {
  await page.goto(attacked.link());
  await expect(page.getByRole('grid').or(page.getByRole('list')).first()).toBeVisible();
}

/** Runs in the hostile page; answers with what got through. Whole in itself, because it is handed to frames as text. */
async function attack(target: string): Promise<string[]> {
  const http = `http://${target}`;
  const got: string[] = [];
  const call = JSON.stringify({ kind: 'call', id: 1, name: 'tasks.list', input: {} });
  const soon = <Value>(work: Promise<Value>): Promise<Value | null> =>
    Promise.race([work, new Promise<null>((done) => setTimeout(() => done(null), 4000))]);
  const read = async (name: string, path: string, init: RequestInit): Promise<void> => {
    const text = await soon(
      fetch(`${http}${path}`, init)
        .then((response) => response.text())
        .catch(() => ''),
    );
    if (text) got.push(`${name}: ${text.slice(0, 40)}`);
  };
  const element = <Tag extends 'img' | 'script' | 'link'>(name: string, tag: Tag, members: object): Promise<void> =>
    new Promise((done) => {
      const made = Object.assign(document.createElement(tag), members);
      made.addEventListener('load', () => done(void got.push(name)));
      made.addEventListener('error', () => done());
      document.head.append(made);
      setTimeout(done, 4000);
    });
  const socket = (path: string, protocols: string[] = []): Promise<void> =>
    new Promise((done) => {
      const opened = new WebSocket(`ws://${target}${path}`, protocols);
      opened.onopen = () => {
        got.push(`socket ${path}`);
        opened.send(call);
      };
      opened.onmessage = ({ data }) => got.push(`heard: ${data}`);
      opened.onclose = () => done();
    });
  const form = (method: string, type: string): Promise<void> =>
    new Promise((done) => {
      const frame = Object.assign(document.createElement('iframe'), { name: `f${method}${type}` });
      document.body.append(frame);
      const sent = Object.assign(document.createElement('form'), {
        action: `${http}/api`,
        method,
        enctype: type,
        target: frame.name,
      });
      sent.append(Object.assign(document.createElement('input'), { name: call, value: 'x' }));
      document.body.append(sent);
      frame.addEventListener('load', () => {
        let text = '';
        try {
          text = frame.contentDocument?.body.textContent ?? '';
        } catch {
          // Another origin, as it should be.
        }
        if (text) got.push(`form ${method}: ${text}`);
        done();
      });
      sent.submit();
      setTimeout(done, 4000);
    });

  const json = { 'content-type': 'application/json' };
  await Promise.all([
    read('plain', '/', {}),
    read('with a method', '/api', { method: 'POST', headers: json, body: call }),
    read('as a form', '/api', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: call }),
    read('by PUT', '/api', { method: 'PUT', headers: json, body: call }),
    read('by GET', `/api?call=${encodeURIComponent(call)}`, {}),
    read('without cors', '/api', { mode: 'no-cors', method: 'POST', body: call }),
    read('without cors, a file', '/shell.json', { mode: 'no-cors' }),
    read('with credentials', '/', { credentials: 'include' }),
    read('localhost', '/', {}),
    element('image', 'img', { src: `${http}/icon.svg` }),
    element('script', 'script', { src: `${http}/theme.js` }),
    element('style', 'link', { rel: 'stylesheet', href: `${http}/assets/index.css` }),
    socket('/api'),
    socket('/'),
    socket('/api', ['task-sync']),
    form('POST', 'text/plain'),
    form('POST', 'application/x-www-form-urlencoded'),
    form('POST', 'multipart/form-data'),
    form('GET', 'application/x-www-form-urlencoded'),
  ]);
  navigator.sendBeacon(`${http}/api`, call);
  return got;
}
