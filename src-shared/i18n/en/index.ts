import { archive } from './archive.ts';
import { backups } from './backups.ts';
import { bin } from './bin.ts';
import { causes } from './causes.ts';
import { commands } from './commands.ts';
import { conflicts } from './conflicts.ts';
import { connections } from './connections.ts';
import { dashboard } from './dashboard.ts';
import { desktop } from './desktop.ts';
import { devices } from './devices.ts';
import { exchange } from './exchange.ts';
import { history } from './history.ts';
import { inspector } from './inspector.ts';
import { logs } from './logs.ts';
import { matches } from './matches.ts';
import { notices } from './notices.ts';
import { preview } from './preview.ts';
import { profiles } from './profiles.ts';
import { rules } from './rules.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { tasks } from './tasks.ts';
import { ui } from './ui.ts';
import { updates } from './updates.ts';
import { welcome } from './welcome.ts';
import { words } from './words.ts';

/** All words of the product in English: the list of keys that every language has. */
export const en = {
  ...archive,
  ...backups,
  ...bin,
  ...causes,
  ...commands,
  ...conflicts,
  ...connections,
  ...dashboard,
  ...desktop,
  ...devices,
  ...exchange,
  ...history,
  ...inspector,
  ...logs,
  ...matches,
  ...notices,
  ...preview,
  ...profiles,
  ...rules,
  ...settings,
  ...shell,
  ...tasks,
  ...ui,
  ...updates,
  ...welcome,
  ...words,
} as const;

export type Key = keyof typeof en;
