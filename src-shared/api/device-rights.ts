import type { ApiName } from './contract.ts';

/**
 * What a paired device may change: tasks, what waits for a person, profiles and their runs. Whatever touches secrets, accounts,
 * the settings of the computer or the demonstration that all pages show is the computer's own, and so is each command that is
 * not named here. The host refuses by this table, and the page asks it what to offer. Questions change nothing, and no answer holds
 * a secret: they need no entry.
 */
const commandsOfDevices: readonly ApiName[] = [
  'connections.test',
  'connections.cancelTest',
  'profiles.save',
  'profiles.import',
  'profiles.enable',
  'profiles.pause',
  'profiles.verify',
  'sync.pause',
  'sync.resume',
  'places.read',
  'profiles.try',
  'rules.try',
  'plans.pair',
  'plans.save',
  'plans.forget',
  'runs.start',
  'runs.stop',
  'runs.undo',
  'tasks.add',
  'tasks.edit',
  'tasks.editMany',
  'tasks.revert',
  'tasks.goBack',
  'tasks.delete',
  'tasks.skip',
  'tasks.unlink',
  'tasks.relink',
  'tasks.retry',
  'tasks.restore',
  'tasks.pair',
  'tasks.unpair',
  'tasks.comment',
  'tasks.uncomment',
  'bin.restore',
  'conflicts.resolve',
  'conflicts.reopen',
  'matches.find',
  'matches.accept',
  'matches.reject',
  'views.save',
  'views.remove',
  'notices.read',
  'notices.mute',
  'notices.snooze',
  'notices.dismiss',
];

export function isCommandOfDevices(name: ApiName): boolean {
  return commandsOfDevices.includes(name);
}
