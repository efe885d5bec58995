/**
 * Every command there is: menus, palette, shortcuts and help are made of this one table (ux.md 2.17). Names are words:
 * `command.<id>`. What a command does is registered by the screen that can do it.
 */
export interface CommandInfo {
  /**
   * Its keys unless a person chose others. `Mod` is the command key of a Mac and Ctrl elsewhere; keys with a blank between
   * them are pressed one after the other (`G T`). The first is the one that menus show.
   */
  readonly keys: readonly string[];
  /** Menu of the desktop app in which it stands. */
  readonly menu: 'app' | 'file' | 'edit' | 'view' | 'task' | 'sync' | 'go' | 'help';
  /** Under which heading of the help sheet it stands; `anywhere` works on every screen. */
  readonly scope: 'anywhere' | 'tasks' | 'conflicts' | 'preview' | 'profiles' | 'history';
}

export const commands = {
  'palette.open': { keys: ['Mod+K'], menu: 'go', scope: 'anywhere' },
  'help.open': { keys: ['?'], menu: 'help', scope: 'anywhere' },
  'edit.undo': { keys: ['Mod+Z'], menu: 'edit', scope: 'anywhere' },
  'edit.redo': { keys: ['Mod+Shift+Z'], menu: 'edit', scope: 'anywhere' },
  'undo.history': { keys: [], menu: 'edit', scope: 'anywhere' },
  'sync.all': { keys: ['Mod+Shift+S'], menu: 'sync', scope: 'anywhere' },
  'sync.pause': { keys: [], menu: 'sync', scope: 'anywhere' },
  'sync.resume': { keys: [], menu: 'sync', scope: 'anywhere' },
  'connection.add': { keys: [], menu: 'file', scope: 'anywhere' },
  'diagnostics.save': { keys: [], menu: 'help', scope: 'anywhere' },
  'demo.enter': { keys: [], menu: 'help', scope: 'anywhere' },
  'demo.leave': { keys: [], menu: 'help', scope: 'anywhere' },
  'view.nextPane': { keys: ['F6'], menu: 'view', scope: 'anywhere' },
  'view.previousPane': { keys: ['Shift+F6'], menu: 'view', scope: 'anywhere' },
  'view.inspector': { keys: ['Mod+\\'], menu: 'view', scope: 'tasks' },
  'task.add': { keys: ['C', 'Mod+N'], menu: 'file', scope: 'anywhere' },
  'task.rename': { keys: ['E'], menu: 'task', scope: 'tasks' },
  'task.status': { keys: ['S'], menu: 'task', scope: 'tasks' },
  'task.assign': { keys: ['A'], menu: 'task', scope: 'tasks' },
  'task.due': { keys: ['D'], menu: 'task', scope: 'tasks' },
  'task.priority': { keys: ['P'], menu: 'task', scope: 'tasks' },
  'task.label': { keys: ['L'], menu: 'task', scope: 'tasks' },
  'task.select': { keys: ['X'], menu: 'task', scope: 'tasks' },
  'tasks.list': { keys: ['J', 'K', 'Down'], menu: 'view', scope: 'tasks' },
  'task.close': { keys: ['Esc'], menu: 'task', scope: 'tasks' },
  'task.selectAll': { keys: ['Mod+A'], menu: 'edit', scope: 'tasks' },
  'task.delete': { keys: ['Delete', 'Backspace'], menu: 'task', scope: 'tasks' },
  'task.openInService': { keys: ['O'], menu: 'task', scope: 'tasks' },
  'tasks.filter': { keys: ['/', 'Mod+F'], menu: 'view', scope: 'tasks' },
  'tasks.export': { keys: [], menu: 'file', scope: 'tasks' },
  'tasks.import': { keys: [], menu: 'file', scope: 'anywhere' },
  'history.export': { keys: [], menu: 'file', scope: 'history' },
  'view.choose': { keys: ['V'], menu: 'view', scope: 'tasks' },
  'view.save': { keys: [], menu: 'view', scope: 'tasks' },
  'go.tasks': { keys: ['G T', 'Mod+1'], menu: 'go', scope: 'anywhere' },
  'go.conflicts': { keys: ['G C', 'Mod+2'], menu: 'go', scope: 'anywhere' },
  'go.profiles': { keys: ['G P', 'Mod+3'], menu: 'go', scope: 'anywhere' },
  'go.history': { keys: ['G H', 'Mod+4'], menu: 'go', scope: 'anywhere' },
  'go.dashboard': { keys: ['G D', 'Mod+5'], menu: 'go', scope: 'anywhere' },
  'go.connections': { keys: ['G I', 'Mod+6'], menu: 'go', scope: 'anywhere' },
  'go.bin': { keys: ['G B'], menu: 'go', scope: 'anywhere' },
  'go.settings': { keys: ['Mod+,'], menu: 'app', scope: 'anywhere' },
  'updates.check': { keys: [], menu: 'app', scope: 'anywhere' },
  'go.back': { keys: ['Mod+[', 'Alt+Left'], menu: 'go', scope: 'anywhere' },
  'go.forward': { keys: ['Mod+]', 'Alt+Right'], menu: 'go', scope: 'anywhere' },
  'conflicts.useLeft': { keys: ['1'], menu: 'task', scope: 'conflicts' },
  'conflicts.useRight': { keys: ['2'], menu: 'task', scope: 'conflicts' },
  'conflicts.keepBefore': { keys: ['3'], menu: 'task', scope: 'conflicts' },
  'conflicts.edit': { keys: ['E'], menu: 'task', scope: 'conflicts' },
  'conflicts.showBefore': { keys: ['B'], menu: 'task', scope: 'conflicts' },
  'conflicts.useLeftForAll': { keys: ['Shift+1'], menu: 'task', scope: 'conflicts' },
  'conflicts.useRightForAll': { keys: ['Shift+2'], menu: 'task', scope: 'conflicts' },
  'conflicts.apply': { keys: ['Mod+Enter'], menu: 'task', scope: 'conflicts' },
  'conflicts.next': { keys: ['J'], menu: 'task', scope: 'conflicts' },
  'conflicts.previous': { keys: ['K'], menu: 'task', scope: 'conflicts' },
  'conflicts.nextPart': { keys: ['Alt+Down'], menu: 'task', scope: 'conflicts' },
  'conflicts.previousPart': { keys: ['Alt+Up'], menu: 'task', scope: 'conflicts' },
  'preview.apply': { keys: ['Mod+Enter'], menu: 'sync', scope: 'preview' },
  'preview.refresh': { keys: ['R'], menu: 'sync', scope: 'preview' },
  'profile.add': { keys: ['N'], menu: 'file', scope: 'anywhere' },
  'profile.sync': { keys: ['S'], menu: 'sync', scope: 'profiles' },
  'profile.preview': { keys: ['P'], menu: 'sync', scope: 'profiles' },
  'profile.edit': { keys: ['E'], menu: 'file', scope: 'profiles' },
  'profile.save': { keys: ['Mod+Enter'], menu: 'file', scope: 'profiles' },
} as const satisfies Readonly<Record<string, CommandInfo>>;

export type CommandId = keyof typeof commands;
