import type { settings as english } from '../en/settings.ts';

export const settings: Readonly<Record<keyof typeof english, string>> = {
  'settings.title': 'Einstellungen',
  'settings.sections': 'Bereiche',
  'settings.search': 'Einstellungen suchen',
  'settings.nothingFound': 'Keine Einstellung mit diesem Namen',
  'settings.linkTo': 'Link zu „{name}“',
  'settings.changed': 'Geändert: {name}',
  'settings.step': 'Einstellung „{name}“',
  'settings.on': 'An',
  'settings.off': 'Aus',
  'settings.asSystem': 'Wie das System',
  'settings.desktopOnly':
    'Was beim Schließen des Fensters und beim Anmelden geschieht, lässt sich in der Desktop-App einstellen.',
  'settings.days': '{count, plural, one {# Tag} other {# Tage}}',
  'settings.seconds': '{seconds, plural, =0 {Sofort} one {# Sekunde} other {# Sekunden}}',
  'settings.percent': '{percent, number} %',

  'settings.section.general': 'Allgemein',
  'settings.section.appearance': 'Darstellung',
  'settings.section.sync': 'Synchronisierung',
  'settings.section.notifications': 'Mitteilungen',
  'settings.section.keyboard': 'Tastatur',
  'settings.section.data': 'Daten',
  'settings.section.logs': 'Protokoll und Zahlen',
  'settings.section.privacy': 'Datenschutz',
  'settings.section.backup': 'Sicherung',
  'settings.section.devices': 'Andere Geräte',
  'settings.section.accessibility': 'Barrierefreiheit',
  'settings.section.about': 'Über Task Sync',

  'settings.language': 'Sprache',
  'settings.language.about':
    'Für dieses Fenster und für Mitteilungen. Nach einem Wechsel wird Task Sync neu angezeigt.',
  'settings.onClose': 'Beim Schließen des Fensters',
  'settings.onClose.about': 'Im Hintergrund weiter synchronisieren oder beenden.',
  'settings.onClose.asked': 'Fragen',
  'settings.onClose.background': 'Weiter synchronisieren',
  'settings.onClose.quit': 'Beenden',
  'settings.startAtLogin': 'Bei der Anmeldung starten',
  'settings.startAtLogin.about': 'Ohne Fenster, damit Profile mit Zeitplan weiterlaufen.',

  'settings.rememberBrowser': 'Diesen Browser merken',
  'settings.rememberBrowser.about':
    'Er wird dann ohne neue Adresse eingelassen, auch als installierte App, bis er unten entfernt oder 30 Tage nicht benutzt wird. Besser nicht, wo andere dasselbe Benutzerkonto verwenden.',
  'settings.pairDevice': 'Anderes Gerät koppeln',
  'settings.pairDevice.about': 'Ein Telefon oder ein anderer Computer zeigt dieses Task Sync im Browser.',
  'settings.pairedDevices': 'Gekoppelte Geräte und gemerkte Browser',
  'settings.pairedDevices.about':
    'Sie arbeiten mit Aufgaben, Konflikten und Läufen; Konten, Passwörter und Einstellungen bleiben auf dem Computer, auf dem Task Sync läuft. Nach 30 Tagen ohne Nutzung muss ein Gerät neu gekoppelt werden.',

  'settings.theme': 'Farbschema',
  'settings.theme.about': 'Hell, dunkel oder wie im System.',
  'settings.theme.system': 'Wie das System',
  'settings.theme.light': 'Hell',
  'settings.theme.dark': 'Dunkel',
  'settings.density': 'Dichte',
  'settings.density.about': 'Wie eng Zeilen und Bedienelemente stehen.',
  'settings.density.auto': 'Automatisch',
  'settings.density.compact': 'Kompakt',
  'settings.density.default': 'Standard',
  'settings.density.comfortable': 'Großzügig',
  'settings.textSize': 'Textgröße',
  'settings.textSize.about': 'Für alles in diesem Fenster.',
  'settings.contrast': 'Kontrast',
  'settings.contrast.about': 'Kräftigere Schrift und Ränder.',
  'settings.contrast.system': 'Wie das System',
  'settings.contrast.more': 'Mehr',
  'settings.motion': 'Bewegung',
  'settings.motion.about': 'Ohne Bewegung erscheinen Änderungen sofort.',
  'settings.motion.system': 'Wie das System',
  'settings.motion.reduced': 'Weniger',

  'settings.holdSeconds': 'Warten vor dem Senden',
  'settings.holdSeconds.about':
    'Läufe, die von selbst beginnen, lassen eine frische Änderung so lange liegen. Wird sie zurückgenommen, bleibt bei keinem Dienst eine Spur. „Jetzt synchronisieren“ sendet alles.',
  'settings.brakeDelete': 'Anhalten, wenn ein Lauf mehr löschen würde als',
  'settings.brakeDelete.about':
    'Anteil der Aufgaben an einem Ort, Schließen zählt mit. Bis zu 3 gehen immer ohne Rückfrage. Mehr als 10 % geht nicht.',
  'settings.brakeChange': 'Anhalten, wenn ein Lauf mehr ändern würde als',
  'settings.brakeChange.about':
    'Anteil der Aufgaben an einem Ort. Bis zu 20 gehen immer ohne Rückfrage. Mehr als 30 % geht nicht.',
  'settings.brakeCreate': 'Anhalten, wenn ein Lauf mehr hinzufügen würde als',
  'settings.brakeCreate.about':
    'Im Verhältnis zu den Aufgaben an einem Ort, nach dem ersten Kopieren. Bis zu 50 gehen immer ohne Rückfrage. Mehr als 50 % geht nicht.',

  'settings.noticesOn': 'Mitteilungen des Systems',
  'settings.noticesOn.about':
    'Wenn etwas Aufmerksamkeit braucht, während niemand hinsieht. In der Liste der Mitteilungen steht in jedem Fall alles.',
  'settings.noticesConflicts': 'Neue Konflikte',
  'settings.noticesConflicts.about': 'Zusammengefasst, höchstens alle 30 Minuten.',
  'settings.noticesRecovery': 'Wenn alles wieder in Ordnung ist',
  'settings.noticesRecovery.about': 'Nur nach einer Mitteilung, dass es das nicht war.',
  'settings.noticesHide': 'Einzelheiten verbergen',
  'settings.noticesHide.about':
    'Keine Namen von Diensten und keine Zahlen, für Bildschirme, die andere sehen. Titel von Aufgaben werden nie gezeigt.',
  'settings.quietHours': 'Ruhezeit',
  'settings.quietHours.about': 'Was währenddessen geschieht, wird danach gemeldet, falls es dann noch gilt.',
  'settings.quiet.from': 'Von',
  'settings.quiet.to': 'Bis',
  'settings.openNotices': 'Liste der Mitteilungen öffnen',

  'settings.keys': 'Tasten',
  'settings.keys.about': 'Womit jeder Befehl aufgerufen wird. Andere Tasten lassen sich aufnehmen.',

  'settings.dataPlace': 'Wo die Daten liegen',
  'settings.dataPlace.about': 'Alles steht in einer Datei auf diesem Gerät.',
  'settings.data.place': 'Datei',
  'settings.data.memory': 'Nur im Arbeitsspeicher',
  'settings.data.size': 'Größe',
  'settings.data.tasks': 'Aufgaben',
  'settings.data.bin': 'Im Papierkorb',
  'settings.data.history': 'Verlauf seit',
  'settings.data.whole': 'dem Anfang',
  'settings.exchange': 'Export und Import',
  'settings.exchange.about':
    'Aufgaben als CSV, JSON oder iCalendar: Was eine Liste zeigt, wird von dort exportiert; eine Datei wird angesehen, bevor etwas daraus übernommen wird.',
  'settings.exchange.export': 'Zur Liste',
  'settings.historyDays': 'Verlauf aufbewahren',
  'settings.historyDays.about':
    'So weit reicht das Rückgängigmachen, in jedem Profil. Ältere Änderungen und Läufe kommen innerhalb eines Tages ins Archiv; Läufe, die nichts geändert haben, schon nach 14 Tagen.',
  'settings.binDays': 'Gelöschte Aufgaben aufbewahren',
  'settings.binDays.about':
    'Bis dahin lässt sich eine Aufgabe mit allem, was dazugehört, aus dem Papierkorb zurückholen. Dann kommt sie ins Archiv.',
  'settings.forEver': 'für immer',
  'settings.archive': 'Archiv',
  'settings.archive.about':
    'Was zu alt wurde, in Dateien neben den Daten: Es lässt sich hier lesen und durchsuchen, aber nicht mehr rückgängig machen oder zurückholen. Jede Datei ist wieder gelesen worden, bevor etwas entfernt wurde.',

  'settings.backupNow': 'Jetzt sichern',
  'settings.backupNow.about':
    'Eine Kopie von allem hier in einer Datei. Sie entsteht von selbst einmal am Tag, vor großen Änderungen und vor Umstellungen der Daten; die letzten 7 Tage und 4 Wochen bleiben, ebenso selbst gemachte.',
  'settings.backupList': 'Sicherungen',
  'settings.backupList.about':
    'Vor dem Wiederherstellen ist zu sehen, was anders würde. Einmal im Monat werden alle zur Probe wiederhergestellt.',
  'settings.backupSecrets': 'Was in keiner Sicherung ist',
  'settings.backupSecrets.about':
    'Passwörter und Token: Sie bleiben im Schlüsselbund dieses Computers. Auf einem anderen nach dem Wiederherstellen neu anmelden.',

  'settings.logLevel': 'Was das Protokoll festhält',
  'settings.logLevel.about':
    'Ab dieser Stufe. „Alles“ hat eine Zeile für jede Anfrage. Namen, Texte und Passwörter stehen nie darin.',
  'settings.logPlace': 'Wo das Protokoll liegt',
  'settings.logPlace.about':
    'Eine neue Datei beginnt, wenn eine voll oder ihr Tag vorbei ist; die ältesten werden entfernt.',
  'settings.logLines': 'Letzte Zeilen',
  'settings.logLines.about':
    'Die neueste zuerst. Die Kennung eines Laufs oder der Name eines Ereignisses findet, was zusammengehört.',
  'settings.diagnostics': 'Diagnose',
  'settings.diagnostics.about':
    'Eine Datei für jemanden, der hilft: Versionen, gefundene Fehler, Aufbau der Profile, Ausgang der letzten Läufe und das Protokoll. Passwörter, Namen, Wörter aus Aufgaben und Adressen eigener Server stehen nicht darin.',
  'settings.metrics': 'Zahlen für Überwachungsprogramme',
  'settings.metrics.about':
    'Prometheus und ähnliche Programme dürfen lesen, wie viele Läufe, Anfragen und Probleme es gibt, mit einem eigenen Token. Namen stehen nicht darin.',

  'settings.stored': 'Was wo gespeichert ist',
  'settings.stored.about':
    'Task Sync spricht mit den verbundenen Diensten. Die installierte App fragt außerdem einmal am Tag nach einer neueren Version, sonst niemanden.',
  'settings.stored.tasks': 'Aufgaben, Verlauf, Profile',
  'settings.stored.tasks.where': 'In der Datendatei auf diesem Gerät',
  'settings.stored.secrets': 'Passwörter und Token',
  'settings.stored.secrets.where':
    'Im Schlüsselbund des Systems oder, wo es keinen gibt, in einer verschlüsselten Datei',
  'settings.stored.browser': 'Farbschema, Tasten, Anordnung',
  'settings.stored.browser.where': 'Im eigenen Speicher dieses Fensters',
  'settings.stored.services': 'Was ein Profil synchronisiert',
  'settings.stored.services.where': 'Bei den Diensten des Profils, wie es die Vorschau zeigt',
  'settings.telemetry': 'Telemetrie',
  'settings.telemetry.about': 'Keine. Nichts über Personen oder Nutzung verlässt dieses Gerät.',

  'settings.plainList': 'Einfache Aufgabenliste',
  'settings.plainList.about':
    'Seiten mit 100 Aufgaben statt einer langen Liste, für Screenreader, die darin den Platz verlieren.',
  'settings.alsoHelps': 'An anderer Stelle:',

  'settings.version': 'Version',
  'settings.version.about': 'Welches Task Sync das ist.',
  'settings.updates': 'Updates',
  'settings.updates.about': 'Neuere Versionen von Task Sync, geprüft, bevor sie installiert werden.',
  'settings.updateChannel': 'Welche Versionen',
  'settings.updateChannel.about':
    'Beta-Versionen kommen früher und sind weniger erprobt. Der Weg zurück installiert nichts Älteres.',
  'settings.channel.stable': 'Stabil',
  'settings.channel.beta': 'Beta',
  'settings.versionIs': 'Task Sync {version}',
  'settings.licences': 'Lizenzen',
  'settings.licences.about': 'Der freien Software, aus der dieses Fenster besteht.',
  'settings.showLicences': 'Anzeigen',
  'settings.noLicences': 'Die Liste entsteht mit der fertigen App und fehlt in dieser.',
};
