import type { ApiEvent, ApiName } from '../../src-shared/api/contract.ts';
import type { ChosenKeys } from '../../src-shared/commands/bindings.ts';
import {
  type ErrorData,
  errorCodes,
  fromErrorData,
  type TaskSyncError,
  toTaskSyncError,
} from '../../src-shared/errors.ts';
import type { Transport } from './transport.ts';

/** What the desktop's preload puts on `window`. `call` rejects with something shaped like `ErrorData`. */
export interface PreloadBridge {
  call(name: ApiName, input: unknown): Promise<unknown>;
  onEvent(listener: (event: ApiEvent) => void): () => void;
  /** A command was chosen in a menu of the system. */
  onCommand?(listener: (command: string) => void): () => void;
  /** Commands can be run from now on, the page is in this language, and these keys were chosen; told again when they change. */
  ready?(language: string, keys: ChosenKeys): void;
}

declare global {
  interface Window {
    readonly taskSync?: PreloadBridge;
  }
}

/** The main process lives as long as the window does, so this line is always open. */
export function createIpcTransport(bridge: PreloadBridge): Transport {
  return {
    call: (name, input) =>
      bridge.call(name, input).catch((error: unknown) => {
        throw errorFromBridge(error);
      }),
    subscribe: (listener) => bridge.onEvent(listener),
    line: () => 'open',
    onLine: () => () => undefined,
  };
}

/** The context bridge copies objects but drops classes, so an error arrives as its data. */
function errorFromBridge(error: unknown): TaskSyncError {
  return isErrorData(error) ? fromErrorData({ ...error, facts: error.facts ?? {} }) : toTaskSyncError(error);
}

function isErrorData(error: unknown): error is ErrorData {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return false;
  return typeof error.message === 'string' && errorCodes.some((code) => code === error.code);
}
