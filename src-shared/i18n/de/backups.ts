import type { backups as english } from '../en/backups.ts';

export const backups: Readonly<Record<keyof typeof english, string>> = {
  'backups.make': 'Jetzt sichern',
  'backups.makeSealed': 'Mit Passphrase …',
  'backups.making': 'Wird gesichert …',
  'backups.made': 'Die Sicherung ist gemacht und wieder gelesen worden',
  'backups.last': 'Letzte Sicherung: {made} · zuletzt geprüft: {verified}',
  'backups.none': 'Es gibt noch keine Sicherung.',
  'backups.inMemory': 'Diese Daten sind nur im Arbeitsspeicher, es gibt keine Sicherungen davon.',
  'backups.folder': 'Im Ordner',
  'backups.showFolder': 'Ordner anzeigen',
  'backups.passphrase': 'Passphrase',
  'backups.cancel': 'Abbrechen',
  'backups.keep': 'Behalten',

  'backups.seal.title': 'Sicherung mit Passphrase',
  'backups.seal.what':
    'Ohne die Passphrase kann sie niemand lesen, und niemand kann sie zurückgeben: Bitte sicher aufbewahren.',
  'backups.seal.shortest': 'Mindestens {count, plural, one {# Zeichen} other {# Zeichen}}.',
  'backups.seal.again': 'Noch einmal dieselbe',
  'backups.seal.differ': 'Die beiden sind nicht gleich.',

  'backups.reason.daily': 'täglich',
  'backups.reason.you': 'selbst gemacht',
  'backups.reason.migration': 'vor einer Umstellung der Daten',
  'backups.reason.bulk': 'vor einer großen Änderung',
  'backups.reason.restore': 'vor einer Wiederherstellung',
  'backups.tasks': '{count, plural, one {# Aufgabe} other {# Aufgaben}}',
  'backups.whole': 'geprüft {at}',
  'backups.damaged': 'beschädigt gefunden {at}',
  'backups.sealed': 'Passphrase',

  'backups.restore': 'Wiederherstellen …',
  'backups.restoreOne': 'Die Sicherung von {at} wiederherstellen',
  'backups.more': 'Mehr zur Sicherung von {at}',
  'backups.verify': 'Jetzt prüfen',
  'backups.verified': 'Die Sicherung von {at} ist unversehrt',
  'backups.remove': 'Entfernen …',
  'backups.removeIt': 'Sicherung entfernen',
  'backups.remove.title': 'Die Sicherung von {at} entfernen?',
  'backups.remove.what':
    'Ihre Datei wird gelöscht. Das lässt sich nicht rückgängig machen. Die Daten und die anderen Sicherungen bleiben.',
  'backups.removed': 'Die Sicherung von {at} ist entfernt',

  'backups.restore.title': 'Die Sicherung von {at} wiederherstellen?',
  'backups.open': 'Zeigen, was sich ändern würde',
  'backups.restoreIt': 'Sicherung wiederherstellen',
  'backups.restoring': 'Wird wiederhergestellt …',
  'backups.restored': 'Wiederhergestellt: Alles hier ist, wie es {at} war',
  'backups.sameTasks': 'Alle Aufgaben sind, wie sie jetzt hier sind.',
  'backups.counts':
    '{gone, plural, =0 {Keine Aufgabe wäre weg} one {# Aufgabe wäre weg} other {# Aufgaben wären weg}}, {changed} würden sich ändern, {back} kämen zurück.',
  'backups.waiting':
    '{count, plural, one {# Änderung} other {# Änderungen}} von hier, die noch kein Dienst kennt, wären weg.',
  'backups.differences': 'Was anders würde',
  'backups.profile': 'Profil „{name}“',
  'backups.connection': 'Verbindung „{name}“',
  'backups.kind.gone': 'wäre weg',
  'backups.kind.changed': 'würde sich ändern',
  'backups.kind.back': 'käme zurück',
  'backups.fields': 'würde sich ändern: {fields}',
  'backups.bin': 'im Papierkorb oder nicht',
  'backups.showMore': 'Mehr zeigen (noch {count})',
  'backups.damage.title': 'Die Daten sind nicht lesbar',
  'backups.damage.what':
    'Die Datei mit den Daten ist beschädigt: {file}. Sie wurde so gelassen, wie sie ist, und bei den Diensten wurde nichts geändert. Bis das geklärt ist, läuft kein Abgleich.',
  'backups.damage.how':
    'Eine Sicherung wiederherstellen oder leer beginnen. So oder so wird die beschädigte Datei beiseitegelegt und aufgehoben, damit sich noch retten lässt, was in ihr steht.',
  'backups.damage.there':
    'Bitte auf dem Computer klären, auf dem Task Sync läuft: Dort lässt sich eine Sicherung wiederherstellen.',
  'backups.damage.list': 'Sicherungen, die neueste zuerst',
  'backups.damage.folder': 'Die Sicherungen sind im Ordner {folder}',
  'backups.damage.startEmpty': 'Leer beginnen …',
  'backups.damage.empty.title': 'Mit nichts beginnen?',
  'backups.damage.empty.do': 'Leer beginnen',
  'backups.damage.kept': 'Die beschädigte Datei wird beiseitegelegt und aufgehoben.',
  'backups.promise.empty':
    'Profile, Verbindungen und Aufgaben beginnen von vorn. Die Sicherungen bleiben und lassen sich später wiederherstellen. Bei den Diensten bleibt alles, wie es ist.',
  'backups.promise.kept': 'Was jetzt hier ist, wird vorher als Sicherung aufgehoben.',
  'backups.promise.services':
    'Bei den Diensten wird nichts überschrieben oder gelöscht. Jedes Profil wartet, bis seine Vorschau angesehen und es ausgeführt ist.',
  'backups.promise.secrets':
    'Anmeldungen sind in keiner Sicherung. Es gelten die dieses Computers; wo eine fehlt, bitte neu anmelden.',
};
