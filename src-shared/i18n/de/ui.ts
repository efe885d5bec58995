import type { ui as english } from '../en/ui.ts';

export const ui: Readonly<Record<keyof typeof english, string>> = {
  'ui.added': 'hinzugefügt: ',
  'ui.chosen': '{what}, ausgewählt',
  'ui.choose': 'Auswählen …',
  'ui.close': 'Schließen',
  'ui.date.choose': '{label}: Kalender öffnen',
  'ui.date.clear': '{label}: leeren',
  'ui.dismiss': 'Ausblenden',
  'ui.hiddenCharacter': 'Ein Zeichen, das man nicht sieht oder das die Reihenfolge anderer ändert',
  'ui.loading': 'Lädt …',
  'ui.mixedAlphabets': 'Buchstaben aus zwei Alphabeten in einem Wort',
  'ui.more': 'Mehr',
  'ui.notices': 'Hinweise',
  'ui.nothingOfThatName': 'Nichts mit diesem Namen',
  'ui.pageTitle': '{screen} · Task Sync',
  'ui.removed': 'entfernt: ',
  'ui.tag.add': '{noun} hinzufügen',
  'ui.tag.remove': '{noun} {value} entfernen',
  'ui.technicalDetails': 'Technische Details',
};
