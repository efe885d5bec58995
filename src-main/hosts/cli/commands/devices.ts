import type { Command } from 'commander';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { plainLine } from '../text/plain.ts';
import { table } from '../text/table.ts';

/** They work on the devices' own file, so also while another Task Sync serves them. */
export function addDevices(program: Command, cli: Cli): void {
  const noun = program
    .command('devices')
    .description('other devices that were paired with this computer, and browsers of its own that are remembered');
  noun
    .command('list')
    .description('all that may come in, and when they were there last')
    .action(() => cli.answer(listDevices(cli)));
  noun
    .command('end <device>')
    .description('send one away, by its id or name; what it has open is cut off')
    .action((device: string) => cli.answer(endDevice(cli, device)));
}

async function listDevices(cli: Cli): Promise<Answer> {
  const { deviceFile, readDevices, viewDevice } = await import('../../web/device-file.ts');
  const devices = (await readDevices(deviceFile(await cli.dataDir()), Date.now())).map(viewDevice);
  return {
    json: devices,
    text: () => {
      if (devices.length === 0) return 'No other device is paired, and no browser is remembered.';
      const rows = devices.map(({ id, kind, name, createdAt, lastSeenAt }) => [
        id,
        plainLine(name),
        kind === 'browser' ? 'browser here' : 'device',
        createdAt,
        lastSeenAt,
      ]);
      const columns = [
        { title: 'Id' },
        { title: 'Name', flexible: true },
        { title: 'What' },
        { title: 'Paired' },
        { title: 'Last seen' },
      ];
      return table(columns, rows, cli.terminal.columns);
    },
  };
}

async function endDevice(cli: Cli, text: string): Promise<Answer> {
  const { changeDevices, deviceFile, findDevice, readDevices, viewDevice } = await import('../../web/device-file.ts');
  const file = deviceFile(await cli.dataDir());
  const ended = findDevice(await readDevices(file, Date.now()), text);
  await changeDevices(file, Date.now(), (devices) => devices.filter(({ id }) => id !== ended.id));
  return {
    json: viewDevice(ended),
    text: () => `${plainLine(ended.name)} is no longer let in.`,
    confirmation: true,
  };
}
