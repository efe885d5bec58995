import type { devices as english } from '../en/devices.ts';

export const devices: Readonly<Record<keyof typeof english, string>> = {
  'devices.pair.title': 'Dieses Gerät koppeln',
  'devices.pair.how':
    'Task Sync auf dem Computer zeigt einen Code: unter Einstellungen, Andere Geräte, und im Terminal, in dem es gestartet wurde.',
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

  'devices.make': 'Code erstellen',
  'devices.makeAnother': 'Neuen Code erstellen',
  'devices.closed': 'Nicht für andere Geräte geöffnet. Mit {command} starten, um es zu öffnen, nur über TLS.',
  'devices.here': 'Dieses Gerät ist mit einem anderen Computer gekoppelt. Codes werden dort erstellt.',
  'devices.address': 'Auf dem anderen Gerät öffnen',
  'devices.code': 'Code',
  'devices.validUntil': 'Gilt einmal, bis {time}.',
  'devices.none': 'Kein Gerät ist gekoppelt.',
  'devices.seen': 'Gekoppelt {paired} · zuletzt gesehen {seen}',
  'devices.self': 'dieses Gerät',
  'devices.end': 'Trennen',
  'devices.endOne': '„{name}“ trennen',
  'devices.ended': '„{name}“ ist nicht mehr gekoppelt',
  'devices.end.title': '„{name}“ trennen?',
  'devices.end.what': 'Was dort offen ist, wird sofort getrennt. Für eine Rückkehr braucht das Gerät einen neuen Code.',
  'devices.end.keep': 'Gekoppelt lassen',
};
