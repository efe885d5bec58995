import type { devices as english } from '../en/devices.ts';

export const devices: Readonly<Record<keyof typeof english, string>> = {
  'devices.pair.title': 'Dieses Gerät koppeln',
  'devices.pair.how':
    'Task Sync auf dem Computer zeigt einen Code: unter Einstellungen, Andere Geräte, und im Terminal, in dem es gestartet wurde.',
  'devices.pair.scanned': 'Der Code kam mit dem Bild. Dem Gerät einen Namen geben, dann koppeln.',
  'devices.pair.code': 'Code',
  'devices.pair.name': 'Name dieses Geräts',
  'devices.pair.do': 'Koppeln',
  'devices.pair.busy': 'Wird gekoppelt …',
  'devices.pair.wrong': 'Das ist nicht der Code. Nach fünf Versuchen verfällt er.',
  'devices.pair.gone':
    'Kein Code wartet: Er ist benutzt, zu alt oder zu oft versucht worden. Am Computer einen neuen erstellen.',
  'devices.pair.later': 'Zu viele Versuche. Eine Minute warten, dann noch einmal versuchen.',
  'devices.pair.failed':
    'Der Computer ist nicht erreichbar, das Gerät wurde nicht gekoppelt. Bitte prüfen, ob Task Sync dort läuft.',
  'devices.device.phone': 'Telefon',
  'devices.device.tablet': 'Tablet',
  'devices.device.computer': 'Computer',

  'devices.remember.do': 'Diesen Browser merken',
  'devices.remember.forget': 'Diesen Browser vergessen',
  'devices.remember.is':
    'Gemerkt als „{name}“. Die Adresse wieder öffnen oder als App installieren: Sie lässt von selbst ein.',
  'devices.remember.moves':
    'Die Adresse ist bei jedem Start eine andere, der Browser fände nicht zurück. Task Sync mit {command} starten; die Zahl ist frei wählbar.',
  'devices.remember.desktop': 'Nur für die Seite in einem Browser. Die Desktop-App braucht keine Adresse.',
  'devices.remember.paired': 'Ein gekoppeltes Gerät kommt von selbst zurück.',

  'devices.make': 'Code erstellen',
  'devices.makeAnother': 'Neuen Code erstellen',
  'devices.closed': 'Nicht für andere Geräte geöffnet. Mit {command} starten, um es zu öffnen, nur über TLS.',
  'devices.here': 'Dieses Gerät ist mit einem anderen Computer gekoppelt. Nur dort kann man:',
  'devices.deed.connections': 'Verbindungen hinzufügen, ändern, entfernen und sich anmelden',
  'devices.deed.settings': 'ändern, wie abgeglichen, was gemeldet und wie lange etwas behalten wird',
  'devices.deed.profiles': 'Profile entfernen',
  'devices.deed.erase': 'Aufgaben endgültig löschen',
  'devices.deed.demo': 'die Demo öffnen und verlassen',
  'devices.deed.pairing': 'weitere Geräte koppeln und andere trennen',
  'devices.there.connections': 'Verbindungen hinzufügen, ändern und anmelden geht nur am Computer selbst.',
  'devices.there.demo': 'Die Demo ändern und verlassen geht nur am Computer selbst.',
  'devices.there.erase': 'Endgültig löschen geht nur am Computer selbst.',
  'devices.there.import': 'Dateien werden nur am Computer selbst importiert.',
  'devices.there.setting': 'Nur am Computer selbst',
  'devices.scan': 'Mit dem anderen Gerät scannen oder dort öffnen',
  'devices.qr': 'QR-Code: die Adresse mit dem Code darin',
  'devices.code': 'Code',
  'devices.validUntil': 'Gilt einmal, bis {time}.',
  'devices.none': 'Kein Gerät ist gekoppelt.',
  'devices.seen': 'Gekoppelt {paired} · zuletzt gesehen {seen}',
  'devices.self': 'dieses Gerät',
  'devices.browser': 'ein Browser auf dem Computer selbst',
  'devices.end': '{kind, select, browser {Vergessen} other {Trennen}}',
  'devices.endOne': '{kind, select, browser {„{name}“ vergessen} other {„{name}“ trennen}}',
  'devices.ended':
    '{kind, select, browser {„{name}“ ist nicht mehr gemerkt} other {„{name}“ ist nicht mehr gekoppelt}}',
  'devices.end.title': '{kind, select, browser {„{name}“ vergessen?} other {„{name}“ trennen?}}',
  'devices.end.what': 'Was dort offen ist, wird sofort getrennt. Für eine Rückkehr braucht das Gerät einen neuen Code.',
  'devices.end.whatBrowser':
    'Was dort offen ist, wird sofort getrennt. Für eine Rückkehr braucht er eine neue Adresse aus dem Terminal.',
  'devices.end.keep': '{kind, select, browser {Behalten} other {Gekoppelt lassen}}',
};
