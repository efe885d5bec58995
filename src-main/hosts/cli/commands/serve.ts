import { type Command, InvalidArgumentError } from 'commander';
import type { PairingCodeView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Certificate } from '../../web/certificate.ts';
import type { ListenAddress } from '../../web/listen-address.ts';
import { printJson } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { untilInterrupted } from '../interrupt.ts';
import { watchWake } from '../watch-wake.ts';

export function addServe(program: Command, cli: Cli): void {
  program
    .command('serve')
    .description('the app in a browser of this computer, with its schedules running')
    .option('--port <number>', 'port on the loopback interface; left out: a free one', parsePort)
    .option('--open', 'open the browser')
    .option('--listen <address[:port]>', 'also for other devices, over TLS only; they are paired with a code')
    .option('--tls-cert <file>', 'certificate for --listen (PEM, with its chain)')
    .option('--tls-key <file>', 'its private key (PEM)')
    .action((options: ServeOptions) => serve(cli, options));
}

interface ServeOptions {
  readonly port?: number;
  readonly open?: boolean;
  readonly listen?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number up to 65535.');
}

async function serve(cli: Cli, options: ServeOptions): Promise<void> {
  const { port = 0, open = false } = options;
  const hasFixedAddress = port !== 0;
  const { terminal, style } = cli;
  const { findRendererFolder } = await import('../../web/renderer-folder.ts');
  const { startWebHost } = await import('../../web/http-server.ts');
  const { systemClock: clock } = await import('../../node/system-clock.ts');
  const folder = findRendererFolder();
  const door = await readDoor(options, clock.now());
  const core = await cli.core();
  const dataDir = await cli.dataDir();
  const { logger } = await cli.log();
  const { withDemo } = await import('../../demo/with-demo.ts');
  const { openDevices } = await import('../../web/open-devices.ts');
  const demo = withDemo({ core, dataDir, logger });
  const devices = await openDevices({ api: demo.api, dataDir, folder, clock, logger, hasFixedAddress });
  const host = await startWebHost({
    ...{ api: devices.api, folder, port, clock, logger, browsers: devices.browsers },
    metrics: core.api.call,
  });
  try {
    if (door !== null) await devices.open(door);
  } catch (error) {
    await host.close();
    await devices.close();
    throw error;
  }
  const ended = untilInterrupted(terminal, 'Closing when the writes in flight are done. Ctrl-C again leaves at once.');
  const stopWatching = watchWake(() => core.wake());

  const url = host.link();
  const code = door === null ? null : await devices.api.call('devices.code', {});
  const others = code === null ? {} : { devices: { addresses: devices.addresses(), ...code } };
  if (style.json) await printJson({ url, port: host.port, ...others }, terminal);
  else await terminal.out(`${url}\n${code === null ? '' : pairingText(devices.addresses(), code)}`);
  if (!style.quiet) terminal.err(`This address signs one browser tab in, once.${again()} Ctrl-C ends Task Sync.\n`);
  if (open && !(await openInBrowser(host.link())))
    terminal.err('No browser could be started: open the address yourself.\n');
  // The page is on its way while this is found out.
  const { damage } = await core.api.call('damage.show', {});
  if (damage !== null) terminal.err(`${damagedText}\n`);
  if (damage !== null || (await core.api.call('status.get', {})).writable) await core.startScheduler();
  else terminal.err('Another Task Sync is at work on this data; this one can only look.\n');
  const stopListening = onEnter(async () => {
    await terminal.out(`${host.link()}\n`);
    if (door !== null) await terminal.out(pairingText(devices.addresses(), await devices.api.call('devices.code', {})));
  });
  await ended;
  stopListening();
  stopWatching();
  await host.close();
  await devices.close();
  await demo.close();
}

const damagedText =
  'The data is damaged and cannot be read. The page offers the backups; the damaged file is kept, whatever you choose there.';

interface Door {
  readonly listen: ListenAddress;
  readonly certificate: Certificate;
}

/** What other devices come in by; null: they do not. Throws `invalid-input` before anything is opened. */
async function readDoor({ listen: asked, tlsCert, tlsKey }: ServeOptions, now: number): Promise<Door | null> {
  if (asked === undefined) {
    if (tlsCert === undefined && tlsKey === undefined) return null;
    throw refused('--tls-cert and --tls-key are for other devices: say with --listen under which address.');
  }
  const { parseListen } = await import('../../web/listen-address.ts');
  const listen = parseListen(asked);
  if (listen === null) {
    throw refused('--listen takes an IP address of this computer, with a port if you like: 192.168.1.20:8443.');
  }
  if (tlsCert === undefined || tlsKey === undefined) {
    throw refused('Other devices are let in over TLS only: --listen needs --tls-cert and --tls-key.');
  }
  const { readCertificate } = await import('../../web/certificate.ts');
  return { listen, certificate: await readCertificate(tlsCert, tlsKey, now) };
}

function refused(sentence: string): TaskSyncError {
  return new TaskSyncError('invalid-input', `${sentence} Nothing was opened.`);
}

function pairingText(addresses: readonly string[], { code, expiresAt }: PairingCodeView): string {
  const until = new Date(expiresAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return `Another device: ${addresses.join(' or ')}\nIts code: ${code} (once, until ${until})\n`;
}

async function openInBrowser(address: string): Promise<boolean> {
  const { openBrowser } = await import('../../web/open-browser.ts');
  return openBrowser(address);
}

function again(): string {
  return process.stdin.isTTY ? ' Enter prints a new one.' : '';
}

function onEnter(act: () => Promise<void>): () => void {
  if (!process.stdin.isTTY) return () => undefined;
  const listen = (): void => void act();
  process.stdin.on('data', listen);
  return () => {
    process.stdin.off('data', listen);
    process.stdin.pause();
  };
}
