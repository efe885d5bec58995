import type { notices as english } from '../en/notices.ts';

export const notices: Readonly<Record<keyof typeof english, string>> = {
  'notices.title': 'Mitteilungen',
  'notices.open': '{count, plural, one {# ungelesene Mitteilung} other {# ungelesene Mitteilungen}}',
  'notices.empty': 'Nichts zu melden',
  'notices.emptyText':
    'Solange alles gut geht, ist Task Sync still. Was schiefgeht und wann es wieder gut war, steht hier 30 Tage lang.',
  'notices.readAll': 'Alle als gelesen markieren',
  'notices.settings': 'Einstellungen für Mitteilungen',
  'notices.unread': 'Ungelesen',
  'notices.times': '{count, number}-mal festgestellt, zuletzt {when}',
  'notices.solved': 'Gelöst {when}',
  'notices.muted': 'Stumm, bis es schlimmer wird',
  'notices.mute': 'Stumm, bis es schlimmer wird',
  'notices.muteOf': 'Stumm, bis es schlimmer wird: {profile}',
  'notices.unmute': 'Nicht mehr stumm',
  'notices.unmuteOf': '{profile} nicht mehr stumm schalten',
  'notices.snooze': '1 Std. später',
  'notices.snoozeOf': '1 Std. später: {profile}',
  'notices.wakeUp': 'Nicht mehr aufschieben',
  'notices.wakeUpOf': 'Nicht mehr aufschieben: {profile}',
  'notices.snoozed': 'Aufgeschoben bis {when}',
  'notices.retry': 'Erneut versuchen',
  'notices.retryOf': '{profile} erneut versuchen',
  'notices.withoutActions': 'Anklicken, um es anzusehen. Aufschieben lässt es sich in den Mitteilungen von Task Sync.',
  'notices.allProfiles': 'Alle Profile',
  'notices.act.held': 'Prüfen',
  'notices.act.sign-in': 'Anmelden',
  'notices.act.failed': 'Gründe ansehen',
  'notices.act.problems': 'Gründe ansehen',
  'notices.act.offline': 'Wartende ansehen',
  'notices.act.conflicts': 'Entscheiden',

  'notices.held':
    'Angehalten: {count, plural, =0 {es wartet} one {würde # Aufgabe ändern und wartet} other {würde # Aufgaben ändern und wartet}} auf eine Entscheidung',
  'notices.sign-in': 'Bei einem Dienst ist eine neue Anmeldung nötig',
  'notices.sign-inAt': 'Bei {place} ist eine neue Anmeldung nötig',
  'notices.failed': 'Die Synchronisierung ist fehlgeschlagen',
  'notices.failedAt': 'Die Synchronisierung mit {place} ist fehlgeschlagen',
  'notices.problems': '{count, plural, one {# Aufgabe konnte} other {# Aufgaben konnten}} nicht gesendet werden',
  'notices.offline':
    'Seit mehr als zwei Stunden offline, {count, plural, one {# Änderung wartet} other {# Änderungen warten}} auf das Senden',
  'notices.conflicts':
    '{count, plural, one {# neuer Konflikt wartet} other {# neue Konflikte warten}} auf eine Entscheidung',
  'notices.recovered': 'Alles ist wieder in Ordnung',
  'notices.hidden': 'Etwas braucht Aufmerksamkeit. Mehr dazu in Task Sync.',
};
