/** Names of commands, as menus, palette and help show them. Keys: `command.<id>`. */
export const commands = {
  'command.go.tasks': 'Go to Tasks',
  'command.go.conflicts': 'Go to Conflicts',
  'command.go.profiles': 'Go to Profiles',
  'command.go.history': 'Go to History',
  'command.go.dashboard': 'Go to Dashboard',
  'command.go.connections': 'Go to Connections',
  'command.go.bin': 'Go to Bin',
  'command.go.settings': 'Settings',
  'command.go.back': 'Back',
  'command.go.forward': 'Forward',
  'command.palette.open': 'Search or run a command',
  'command.help.open': 'Help and keys',
  'command.edit.undo': 'Undo',
  'command.edit.redo': 'Redo',
  'command.sync.all': 'Sync now',
  'command.task.add': 'New task',
} as const;
