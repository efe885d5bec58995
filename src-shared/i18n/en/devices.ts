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

  'devices.make': 'Make a code',
  'devices.makeAnother': 'Make another code',
  'devices.closed': 'Not open for other devices. Start it with {command} to open it, over TLS only.',
  'devices.here': 'This device is paired with another computer. Codes are made there.',
  'devices.address': 'Open on the other device',
  'devices.code': 'Code',
  'devices.validUntil': 'Works once, until {time}.',
  'devices.none': 'No device is paired.',
  'devices.seen': 'Paired {paired} · last seen {seen}',
  'devices.self': 'this device',
  'devices.end': 'Unpair',
  'devices.endOne': 'Unpair “{name}”',
  'devices.ended': '“{name}” is no longer paired',
  'devices.end.title': 'Unpair “{name}”?',
  'devices.end.what': 'What it has open is cut off at once. To come back it needs a new code.',
  'devices.end.keep': 'Keep paired',
} as const;
