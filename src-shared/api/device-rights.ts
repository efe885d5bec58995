import { type ApiName, contract } from './contract.ts';

/**
 * What a paired device may change: tasks, what waits for a person, profiles and their runs. Whatever touches secrets, accounts,
 * the settings of the computer or the demonstration that all pages show is the computer's own, and so is each command that is
 * not named here.
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
  'notices.dismiss',
];

/** Questions change nothing, and no answer holds a secret. */
export function mayFromDevice(name: ApiName): boolean {
  return contract[name].kind === 'query' || commandsOfDevices.includes(name);
}
