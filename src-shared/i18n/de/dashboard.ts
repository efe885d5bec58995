import type { dashboard as english } from '../en/dashboard.ts';

export const dashboard: Readonly<Record<keyof typeof english, string>> = {
  'dashboard.title': 'Übersicht',
  'dashboard.asOf': 'Stand {time}',
  'dashboard.status': 'Status',
  'dashboard.profile': 'Profil',
  'dashboard.allProfiles': 'Alle Profile',
  'dashboard.range': 'Zeitraum',
  'dashboard.range.day': 'Letzte 24 Stunden',
  'dashboard.range.week': 'Letzte 7 Tage',
  'dashboard.range.month': 'Letzte 30 Tage',
  'dashboard.range.quarter': 'Letzte 90 Tage',
  'dashboard.tryAgain': 'Noch einmal versuchen',
  'dashboard.example': 'Das ist ein Beispiel. Die eigenen Zahlen stehen hier nach dem ersten Lauf eines Profils.',

  'dashboard.act.held': 'Prüfen',
  'dashboard.act.needs-you': 'Anmelden',
  'dashboard.act.problem': 'Gründe ansehen',
  'dashboard.act.conflicts': 'Entscheiden',
  'dashboard.act.matches': 'Beantworten',
  'dashboard.attention.problem':
    '{count, plural, one {# Aufgabe konnte} other {# Aufgaben konnten}} nicht gesendet werden',
  'dashboard.attention.conflicts':
    '{count, plural, one {# Konflikt wartet} other {# Konflikte warten}} auf eine Entscheidung',
  'dashboard.attention.matches':
    '{count, plural, one {# Paar ist vielleicht dieselbe Aufgabe} other {# Paare sind vielleicht dieselbe Aufgabe}}',

  'dashboard.numbers': 'Zahlen',
  'dashboard.changesToday': 'Änderungen heute',
  'dashboard.problemsOpen': 'Offene Probleme',
  'dashboard.conflictsOpen': 'Offene Konflikte',
  'dashboard.waiting': 'Wartet auf das Senden',
  'dashboard.delay': 'Bis eine Änderung ankommt',
  'dashboard.delayNote': '{count, plural, one {eine Änderung} other {bei der Hälfte von # Änderungen kürzer}}',

  'dashboard.showTable': 'Tabelle',
  'dashboard.showTableOf': 'Als Tabelle zeigen: {chart}',
  'dashboard.showChart': 'Diagramm',
  'dashboard.showChartOf': 'Als Diagramm zeigen: {chart}',
  'dashboard.csvOf': 'Als CSV sichern: {chart}',
  'dashboard.chartKeys': 'Diagramm, die Pfeiltasten wechseln zwischen den Marken',
  'dashboard.day': 'Tag',
  'dashboard.hour': 'Stunde',

  'dashboard.changes': 'Änderungen',
  'dashboard.changesPerDay': 'Änderungen pro Tag',
  'dashboard.changesPerHour': 'Änderungen pro Stunde',
  'dashboard.kind.created': 'Neu',
  'dashboard.kind.changed': 'Geändert',
  'dashboard.kind.deleted': 'Gelöscht oder geschlossen',
  'dashboard.kind.conflicts': 'Konflikte',
  'dashboard.mark': '{when}: {kind}, {count, number}',
  'dashboard.lastDays': '{count, plural, one {Letzter Tag} other {Letzte # Tage}}',
  'dashboard.lastHours': '{count, plural, one {Letzte Stunde} other {Letzte # Stunden}}',
  'dashboard.noChanges':
    '{range}: keine Änderungen{conflicts, plural, =0 {} one {, # Konflikt} other {, # Konflikte}}.',
  'dashboard.changesSummary':
    '{range}: {count, plural, one {# Änderung} other {# Änderungen}}, am meisten: {most} ({mostCount, number}). {changed} geändert, {created} neu, {deleted} gelöscht{conflicts, plural, =0 {} one {, # Konflikt} other {, # Konflikte}}.',

  'dashboard.runsByHour': 'Läufe nach Tageszeit',
  'dashboard.hourMark':
    '{profile}, {hour} bis {next}: {runs, plural, one {# Lauf} other {# Läufe}}, {changes, plural, one {# Änderung} other {# Änderungen}}',
  'dashboard.busiest': 'Am meisten los von {from} bis {to}: {runs, plural, one {# Lauf} other {# Läufe}}.',
  'dashboard.busiestAndRest':
    'Am meisten los von {from} bis {to}: {runs, plural, one {# Lauf} other {# Läufe}}. Keine von {restFrom} bis {restTo}.',

  'dashboard.runs': 'Läufe',
  'dashboard.started': 'Beginn',
  'dashboard.state': 'Ausgang',
  'dashboard.took': 'Dauer',
  'dashboard.problems': 'Probleme',
  'dashboard.noRuns': 'Keine Läufe in dieser Zeit.',
  'dashboard.runsSummary': '{count, plural, one {# Lauf} other {# Läufe}}: {states}.',
  'dashboard.quietRuns':
    '{count, plural, one {# davon hat nichts geändert und ist} other {# davon haben nichts geändert und sind}} nicht eingezeichnet.',
  'dashboard.runMark':
    '{profile}, {when}: {state}, {changes, plural, one {# Änderung} other {# Änderungen}}, Dauer {took}',
  'dashboard.runsMark': '{count, plural, one {# Lauf} other {# Läufe}}, der schwerste: {run}',
  'dashboard.runState.done': '{count, number} fertig',
  'dashboard.runState.problems': '{count, number} mit Problemen',
  'dashboard.runState.failed': '{count, number} fehlgeschlagen',
  'dashboard.runState.held': '{count, number} angehalten',
  'dashboard.runState.offline': '{count, number} offline',
  'dashboard.runState.stopped': '{count, number} abgebrochen',
  'dashboard.runState.running': '{count, number} unterwegs',
  'dashboard.runStateAt.done': '{count, number} fertig (zuletzt {when})',
  'dashboard.runStateAt.problems': '{count, number} mit Problemen (zuletzt {when})',
  'dashboard.runStateAt.failed': '{count, number} fehlgeschlagen (zuletzt {when})',
  'dashboard.runStateAt.held': '{count, number} angehalten (zuletzt {when})',
  'dashboard.runStateAt.offline': '{count, number} offline (zuletzt {when})',
  'dashboard.runStateAt.stopped': '{count, number} abgebrochen (zuletzt {when})',
  'dashboard.runStateAt.running': '{count, number} unterwegs (zuletzt {when})',

  'dashboard.budgets': 'Was die Dienste noch erlauben',
  'dashboard.budget': '{name}: {numbers}, wieder voll um {time}.',
  'dashboard.requests': 'noch {remaining, plural, one {# Anfrage} other {# Anfragen}}',
  'dashboard.requestsOf': 'noch {remaining, number} von {limit, plural, one {# Anfrage} other {# Anfragen}}',
  'dashboard.service': 'Dienst',
  'dashboard.left': 'Übrig',
  'dashboard.limit': 'Von',
  'dashboard.resets': 'Wieder voll',

  'dashboard.activity': 'Was geschah',
  'dashboard.allRuns': 'Alle Läufe',
  'dashboard.didInRuns': '{what} in {runs, number} Läufen',
};
