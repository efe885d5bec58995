import type { ApiName } from '../../src-shared/api/contract.ts';
import { isCommandOfDevices } from '../../src-shared/api/device-rights.ts';
import { isPairedHost } from './environment.ts';

/** Whether this page may ask its host to do it: a paired device may do less than the computer itself, by the table that its host refuses by. */
export function mayCommand(name: ApiName): boolean {
  return !isPairedHost || isCommandOfDevices(name);
}
