import type { bin as english } from '../en/bin.ts';

export const bin: Readonly<Record<keyof typeof english, string>> = {
  'bin.clearSearch': 'Suche leeren',
  'bin.count': '{count, plural, one {# Aufgabe} other {# Aufgaben}}',
  'bin.deleted': 'Gelöscht {time}',
  'bin.deletedAt': 'In {place} gelöscht {time}',
  'bin.deletedBy': 'Von {person} in {place} gelöscht {time}',
  'bin.deletedByUndo': 'Von dir rückgängig gemacht {time}',
  'bin.deletedByYou': 'Von dir gelöscht {time}',
  'bin.empty': 'Der Papierkorb ist leer',
  'bin.emptyText':
    'Aufgaben, die hier oder in einem Dienst gelöscht wurden, warten im Papierkorb und lassen sich wiederherstellen.',
  'bin.erase.archive':
    'Was von ihrem Verlauf schon im Archiv ist, bleibt dort: Diese Dateien lassen sich unter Einstellungen, Daten entfernen.',
  'bin.erase.keep': 'Im Papierkorb lassen',
  'bin.erase.services':
    'Kommentare und Verlauf hier gehen mit. Kein Dienst erfährt davon: Was dort ist, bleibt. Das lässt sich nicht rückgängig machen.',
  'bin.erase.title': '{count, plural, one {Diese Aufgabe endgültig löschen?} other {# Aufgaben endgültig löschen?}}',
  'bin.erase.what': '{count, plural, one {„{title}“} other {„{title}“ und weitere, # Aufgaben}}',
  'bin.eraseCount': '{count, plural, one {Endgültig löschen} other {# Aufgaben endgültig löschen}}',
  'bin.eraseOne': '„{title}“ endgültig löschen',
  'bin.erased': '{count, plural, one {# Aufgabe} other {# Aufgaben}} endgültig gelöscht',
  'bin.erasedSome':
    '{count, plural, one {# Aufgabe} other {# Aufgaben}} endgültig gelöscht. {kept, plural, one {# bleibt} other {# bleiben}}, bis ein Lauf es den Diensten gesagt hat.',
  'bin.gone': 'In {places} gelöscht',
  'bin.keptForEver': 'Bleibt für immer',
  'bin.keptUntil': 'Bleibt bis {day}',
  'bin.letGo': 'Bleibt in {places}, wird nicht mehr synchronisiert',
  'bin.more': 'Mehr anzeigen ({count, number})',
  'bin.noMatch': 'Keine gelöschte Aufgabe passt',
  'bin.restore': 'Wiederherstellen',
  'bin.restoreCount': '{count, plural, one {Wiederherstellen} other {# Aufgaben wiederherstellen}}',
  'bin.restored':
    '{count, plural, one {Wiederhergestellt. Auf diesem Gerät gespeichert.} other {# Aufgaben wiederhergestellt. Auf diesem Gerät gespeichert.}}',
  'bin.run': 'Lauf',
  'bin.search': 'Papierkorb durchsuchen',
  'bin.selectAll': 'Alle auswählen',
  'bin.selected': '{count, number} ausgewählt',
  'bin.show': 'Anzeigen',
  'bin.step.restore': '{count, plural, one {# Aufgabe} other {# Aufgaben}} wiederherstellen',
  'bin.still': 'Noch in {places}',
  'bin.title': 'Papierkorb',
  'bin.waits': '{places}: wartet auf den nächsten Lauf',
};
