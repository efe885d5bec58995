import type { updates as english } from '../en/updates.ts';

export const updates: Readonly<Record<keyof typeof english, string>> = {
  'updates.check': 'Jetzt nachsehen',
  'updates.restart': 'Neu starten und aktualisieren',
  'updates.byHand': 'Von Hand herunterladen',
  'updates.unknown': 'Noch nicht nachgesehen.',
  'updates.checking': 'Sucht nach einer neueren Version …',
  'updates.current': 'Das ist die neueste Version, Stand {time}.',
  'updates.unreachable':
    'Der Update-Server hat nicht geantwortet. Nichts wurde geändert; morgen ist der nächste Versuch.',
  'updates.loading': '{version} wird geladen: {percent, number} %',
  'updates.ready': '{version} ist da und geprüft. Ein Neustart installiert sie.',
  'updates.refused': 'Nichts wurde installiert: {why} Diese Version läuft weiter.',
  'updates.off.host': 'Die installierte Desktop-App sucht selbst nach neueren Versionen.',
  'updates.off.development': 'Dieses Task Sync läuft aus seinen Quellen und ersetzt sie nicht.',
  'updates.off.system': 'Task Sync wurde vom System installiert, das es auch aktualisiert.',
  'updates.off.unverifiable':
    'Diese Version könnte ein echtes Update nicht von einem falschen unterscheiden und installiert deshalb keines.',
  'updates.why.damaged': 'Was der Update-Server geschickt hat, ist nicht lesbar.',
  'updates.why.unsigned': 'Was der Update-Server geschickt hat, ist nicht von uns unterschrieben.',
  'updates.why.other-channel': 'Der Update-Server hat Versionen anderer Art geschickt.',
  'updates.why.replayed': 'Der Update-Server hat eine ältere Liste geschickt als zuvor.',
  'updates.why.expired':
    'Die Liste des Update-Servers ist zu alt, um ihr zu glauben, oder die Uhr dieses Computers geht falsch.',
  'updates.why.older': 'Die angebotene Version ist älter als diese.',
  'updates.why.no-file': 'Die neue Version gibt es für diesen Computer nicht.',
  'updates.why.other-file': 'Die Datei ist nicht die, die unterschrieben wurde.',
  'updates.why.not-installable': 'Die Datei war nicht zu bekommen, oder ihr Herausgeber sind nicht wir.',
};
