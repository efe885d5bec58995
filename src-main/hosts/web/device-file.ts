import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceView } from '../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { underLock } from '../node/file-lock.ts';
import { writeWhole } from '../node/write-whole.ts';

type Kept = Omit<DeviceView, 'kind'>;

/** Another device: of its session only the digest is kept (SHA-256 of the token, in hex), which lets nobody in. */
export interface PairedDevice extends Kept {
  readonly digest: string;
}

/** A browser of this computer: of its pair of keys the public one. */
export interface RememberedBrowser extends Kept {
  readonly key: string;
}

export type StoredDevice = PairedDevice | RememberedBrowser;

const unusedMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Beside the data and not in it: a restored backup must not let a device in again that was sent away, the demonstration has other
 * data, and the command line ends a session while another program is the writer.
 */
export function deviceFile(dataDir: string): string {
  return join(dataDir, 'devices.json');
}

/** Those whose sessions count. Throws `invalid-input` when the file cannot be read: then nobody is let in. */
export async function readDevices(file: string, now: number): Promise<readonly StoredDevice[]> {
  const stored = await readFile(file, 'utf8').then(parse, (error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw unreadable(error);
  });
  if (stored === null) throw unreadable(undefined);
  return stored.filter((device) => isAlive(device, now));
}

/** Changes the file while no other program does. @returns what is in it now */
export async function changeDevices(
  file: string,
  now: number,
  change: (devices: readonly StoredDevice[]) => readonly StoredDevice[],
): Promise<readonly StoredDevice[]> {
  return await underLock(`${file}.lock`, async () => {
    const devices = change(await readDevices(file, now));
    await writeWhole(file, `${JSON.stringify({ version: 1, devices }, null, 2)}\n`);
    return devices;
  });
}

/** The session of a device that was not used for 30 days is over. */
export function isAlive({ lastSeenAt }: Pick<DeviceView, 'lastSeenAt'>, now: number): boolean {
  return Date.parse(lastSeenAt) + unusedMs > now;
}

/** By id, or by a name that only one has. Throws `not-found`, or `invalid-input` when several are called so. */
export function findDevice<Device extends Pick<DeviceView, 'id' | 'name'>>(
  devices: readonly Device[],
  text: string,
): Device {
  const byId = devices.find(({ id }) => id === text);
  if (byId) return byId;
  const [named, ...more] = devices.filter(({ name }) => name === text);
  if (named && more.length === 0) return named;
  if (named) {
    throw new TaskSyncError('invalid-input', 'Several devices have this name. Nothing was ended. Name one by its id.');
  }
  throw new TaskSyncError('not-found', 'There is no device of this name or id. Nothing was ended.');
}

export function viewDevice(device: StoredDevice): DeviceView {
  const { id, name, createdAt, lastSeenAt } = device;
  return { id, kind: isBrowser(device) ? 'browser' : 'device', name, createdAt, lastSeenAt };
}

export function isBrowser(device: StoredDevice): device is RememberedBrowser {
  return 'key' in device;
}

function parse(text: string): readonly StoredDevice[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return null;
  return 'devices' in value && Array.isArray(value.devices) && value.devices.every(isStored) ? value.devices : null;
}

function isStored(value: unknown): value is StoredDevice {
  if (typeof value !== 'object' || value === null) return false;
  const device = value as Readonly<Record<string, unknown>>;
  const isText = ['id', 'name', 'createdAt', 'lastSeenAt'].every((key) => typeof device[key] === 'string');
  const { digest, key } = device;
  if (key !== undefined) return isText && digest === undefined && typeof key === 'string';
  return isText && typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest);
}

function unreadable(cause: unknown): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    'The file devices.json in the data folder is damaged or cannot be read, so no other device is let in. It was left as it is. Move it away and pair the devices again.',
    cause === undefined ? {} : { cause },
  );
}
