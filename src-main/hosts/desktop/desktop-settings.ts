import ElectronStore from 'electron-store';
import type { ChosenKeys } from '../../../src-shared/commands/bindings.ts';
import { type Channel, channels } from './updates/update-list.ts';

/** What closing the window means; asked once (ux.md 2.14). */
export type CloseChoice = 'background' | 'quit';

export interface WindowBounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What belongs to this computer's desktop and to nothing else. Start at login is not here: the system knows it. */
export interface DesktopSettings {
  readonly bounds?: WindowBounds;
  readonly maximized?: boolean;
  readonly closeChoice?: CloseChoice;
  /** Of the page; absent: as the system. */
  readonly language?: string;
  /** Chosen in the page, for the menus; absent: ours. */
  readonly keys?: ChosenKeys;
  /** Adds a task from anywhere; absent: none. */
  readonly quickAddKey?: string;
  /** Of newer versions; absent: stable. */
  readonly updateChannel?: Channel;
  /** By channel, when the newest list of versions that was seen was signed: an older one is an old one, played again. */
  readonly updatesSeen?: { readonly [Name in Channel]?: string };
}

export type DesktopSettingsStore = ElectronStore<DesktopSettings>;

const whole = { type: 'integer' } as const;

/** `folder` is absolute. A file that is broken or from a stranger is started afresh: nothing in it is worth a failure. */
export function openDesktopSettings(folder: string): DesktopSettingsStore {
  return new ElectronStore<DesktopSettings>({
    cwd: folder,
    name: 'desktop',
    configFileMode: 0o600,
    clearInvalidConfig: true,
    schema: {
      bounds: {
        type: 'object',
        properties: { x: whole, y: whole, width: { ...whole, minimum: 1 }, height: { ...whole, minimum: 1 } },
        required: ['x', 'y', 'width', 'height'],
        additionalProperties: false,
      },
      maximized: { type: 'boolean' },
      language: { type: 'string', maxLength: 10 },
      keys: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string', maxLength: 60 } } },
      quickAddKey: { type: 'string', maxLength: 40 },
      updateChannel: { type: 'string', enum: [...channels] },
      updatesSeen: {
        type: 'object',
        properties: { stable: { type: 'string', maxLength: 40 }, beta: { type: 'string', maxLength: 40 } },
        additionalProperties: false,
      },
      closeChoice: { type: 'string', enum: ['background', 'quit'] },
    },
  });
}
