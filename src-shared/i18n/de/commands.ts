import type { commands as english } from '../en/commands.ts';

export const commands: Readonly<Record<keyof typeof english, string>> = {
  'command.go.tasks': 'Zu den Aufgaben',
  'command.go.conflicts': 'Zu den Konflikten',
  'command.go.profiles': 'Zu den Profilen',
  'command.go.history': 'Zum Verlauf',
  'command.go.dashboard': 'Zur Übersicht',
  'command.go.connections': 'Zu den Verbindungen',
  'command.go.bin': 'Zum Papierkorb',
  'command.go.settings': 'Einstellungen',
  'command.go.back': 'Zurück',
  'command.go.forward': 'Vorwärts',
  'command.palette.open': 'Suchen oder Befehl ausführen',
  'command.help.open': 'Hilfe und Tasten',
  'command.edit.undo': 'Rückgängig',
  'command.edit.redo': 'Wiederholen',
  'command.sync.all': 'Jetzt synchronisieren',
  'command.task.add': 'Neue Aufgabe',
};
