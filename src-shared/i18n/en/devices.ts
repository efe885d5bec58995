/** Keys: `devices.<what>`. */
export const devices = {
  'devices.pair.title': 'Pair this device',
  'devices.pair.how':
    'Task Sync on your computer shows a code under Settings, Other devices, and in the terminal that it was started in.',
  'devices.pair.code': 'Code',
  'devices.pair.name': 'Name of this device',
  'devices.pair.do': 'Pair',
  'devices.pair.busy': 'Pairing…',
  'devices.pair.wrong': 'That is not the code. After five tries it is void.',
  'devices.pair.gone':
    'No code is waiting: it was used, is too old, or was tried too often. Make a new one on the computer.',
  'devices.pair.later': 'Too many tries. Wait a minute, then try again.',
  'devices.pair.failed':
    'The computer cannot be reached, so this device was not paired. Look whether Task Sync runs there.',
  'devices.device.phone': 'Phone',
  'devices.device.tablet': 'Tablet',
  'devices.device.computer': 'Computer',

  'devices.remember.do': 'Remember this browser',
  'devices.remember.forget': 'Forget this browser',
  'devices.remember.is':
    'Remembered as “{name}”. Open this address again, or install it as an app: it lets you in by itself.',
  'devices.remember.moves':
    'Its address is another one at each start, so it could not come back to it. Start Task Sync with {command}; the number is yours to choose.',
  'devices.remember.desktop': 'Only for the page in a browser. The desktop app needs no address.',
  'devices.remember.paired': 'A paired device comes back by itself.',

  'devices.make': 'Make a code',
  'devices.makeAnother': 'Make another code',
  'devices.closed': 'Not open for other devices. Start it with {command} to open it, over TLS only.',
  'devices.here': 'This device is paired with another computer. Only there one can:',
  'devices.deed.connections': 'add, change and remove connections, and sign in',
  'devices.deed.settings': 'change how it syncs, which messages it shows and how long it keeps things',
  'devices.deed.profiles': 'remove profiles',
  'devices.deed.erase': 'delete tasks for good',
  'devices.deed.demo': 'open and leave the demo',
  'devices.deed.pairing': 'pair more devices, and unpair others',
  'devices.there.connections': 'Connections are added, changed and signed in to only on the computer itself.',
  'devices.there.demo': 'The demo is changed and left only on the computer itself.',
  'devices.there.erase': 'Tasks are deleted for good only on the computer itself.',
  'devices.there.setting': 'Only on the computer itself',
  'devices.address': 'Open on the other device',
  'devices.code': 'Code',
  'devices.validUntil': 'Works once, until {time}.',
  'devices.none': 'No device is paired.',
  'devices.seen': 'Paired {paired} · last seen {seen}',
  'devices.self': 'this device',
  'devices.browser': 'a browser of this computer',
  'devices.end': '{kind, select, browser {Forget} other {Unpair}}',
  'devices.endOne': '{kind, select, browser {Forget “{name}”} other {Unpair “{name}”}}',
  'devices.ended': '{kind, select, browser {“{name}” is no longer remembered} other {“{name}” is no longer paired}}',
  'devices.end.title': '{kind, select, browser {Forget “{name}”?} other {Unpair “{name}”?}}',
  'devices.end.what': 'What it has open is cut off at once. To come back it needs a new code.',
  'devices.end.whatBrowser':
    'What it has open is cut off at once. To come back it needs a fresh address from the terminal.',
  'devices.end.keep': '{kind, select, browser {Keep} other {Keep paired}}',
} as const;
