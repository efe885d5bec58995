import type { ApiName } from '../../../src-shared/api/contract.ts';

/**
 * Every channel between a window and the main process, spelled out: nothing ever makes a channel name from what a page
 * says (SEC-10). The type keeps the table complete and free of strangers, so a new entry of the contract does not
 * compile until it is listed here. Types only are imported: the preload script must not carry the schema library.
 */
export const channels = Object.freeze({
  'connectors.list': 'task-sync:connectors.list',
  'connections.list': 'task-sync:connections.list',
  'connections.add': 'task-sync:connections.add',
  'connections.signIn': 'task-sync:connections.signIn',
  'connections.test': 'task-sync:connections.test',
  'connections.containers': 'task-sync:connections.containers',
  'connections.schema': 'task-sync:connections.schema',
  'connections.remove': 'task-sync:connections.remove',
  'profiles.list': 'task-sync:profiles.list',
  'profiles.get': 'task-sync:profiles.get',
  'profiles.save': 'task-sync:profiles.save',
  'profiles.import': 'task-sync:profiles.import',
  'profiles.export': 'task-sync:profiles.export',
  'profiles.enable': 'task-sync:profiles.enable',
  'profiles.people': 'task-sync:profiles.people',
  'profiles.remove': 'task-sync:profiles.remove',
  'profiles.verify': 'task-sync:profiles.verify',
  'profiles.verified': 'task-sync:profiles.verified',
  'plans.preview': 'task-sync:plans.preview',
  'runs.start': 'task-sync:runs.start',
  'runs.stop': 'task-sync:runs.stop',
  'runs.list': 'task-sync:runs.list',
  'runs.show': 'task-sync:runs.show',
  'runs.undoPreview': 'task-sync:runs.undoPreview',
  'runs.undo': 'task-sync:runs.undo',
  'tasks.list': 'task-sync:tasks.list',
  'tasks.show': 'task-sync:tasks.show',
  'tasks.at': 'task-sync:tasks.at',
  'tasks.add': 'task-sync:tasks.add',
  'tasks.edit': 'task-sync:tasks.edit',
  'tasks.delete': 'task-sync:tasks.delete',
  'tasks.retry': 'task-sync:tasks.retry',
  'tasks.restore': 'task-sync:tasks.restore',
  'tasks.comment': 'task-sync:tasks.comment',
  'tasks.pair': 'task-sync:tasks.pair',
  'tasks.unpair': 'task-sync:tasks.unpair',
  'matches.list': 'task-sync:matches.list',
  'matches.find': 'task-sync:matches.find',
  'matches.accept': 'task-sync:matches.accept',
  'matches.reject': 'task-sync:matches.reject',
  'conflicts.list': 'task-sync:conflicts.list',
  'conflicts.show': 'task-sync:conflicts.show',
  'conflicts.resolve': 'task-sync:conflicts.resolve',
  'settings.show': 'task-sync:settings.show',
  'settings.change': 'task-sync:settings.change',
  'status.get': 'task-sync:status.get',
  'notices.dismiss': 'task-sync:notices.dismiss',
  'secrets.state': 'task-sync:secrets.state',
  'secrets.unlock': 'task-sync:secrets.unlock',
} as const satisfies { readonly [Name in ApiName]: `task-sync:${Name}` });

/** From the main process to the windows: one `ApiEvent` a message. */
export const eventChannel = 'task-sync:event';
