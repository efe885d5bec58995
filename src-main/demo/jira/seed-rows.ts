/** The board of a team that runs a web shop. */
export const types = { epic: '10100', story: '10101', task: '10102', bug: '10103', subtask: '10104' } as const;
export const priorities = { highest: '1', high: '2', medium: '3', low: '4', lowest: '5' } as const;

interface More {
  readonly text?: string;
  /** Days from now. */
  readonly due?: number;
  readonly version?: string;
  readonly part?: string;
  /** Title of its parent. */
  readonly epic?: string;
  readonly hours?: number;
  readonly comments?: readonly (readonly [string, string])[];
  readonly file?: string;
  /** A list below the text. */
  readonly steps?: readonly string[];
}

export type Row = readonly [
  title: string,
  type: keyof typeof types,
  status: string,
  priority: keyof typeof priorities,
  who: string,
  labels: readonly string[],
  more?: More,
];

const [lead, back, front, test, write] = [
  'Team Lead',
  'Backend Developer',
  'Frontend Developer',
  'Tester',
  'Technical Writer',
];

export const rows: readonly Row[] = [
  ['Checkout in one step', 'epic', 'In Progress', 'high', lead, ['checkout'], { due: 40, version: '2.0' }],
  ['Faster search', 'epic', 'In Progress', 'medium', lead, ['search'], { version: '1.1' }],
  ['Accessibility', 'epic', 'To Do', 'medium', lead, ['a11y'], { due: 90 }],
  [
    'Show the delivery date before paying',
    'story',
    'In Progress',
    'high',
    front,
    ['checkout', 'ux'],
    {
      epic: 'Checkout in one step',
      due: 6,
      part: 'App',
      hours: 16,
      comments: [
        [back, 'The service answers in about 80 ms now.'],
        [front, 'Good. I take the date from there.'],
      ],
    },
  ],
  [
    'Ask the delivery service for dates',
    'subtask',
    'Done',
    'high',
    back,
    ['api'],
    { epic: 'Show the delivery date before paying', part: 'Server', hours: 6 },
  ],
  [
    'Say so when there is no date',
    'subtask',
    'To Do',
    'medium',
    front,
    ['ux'],
    { epic: 'Show the delivery date before paying', hours: 2 },
  ],
  [
    'Keep the basket for guests',
    'story',
    'In Review',
    'high',
    back,
    ['checkout'],
    { epic: 'Checkout in one step', version: '1.1', part: 'Server', hours: 12 },
  ],
  [
    'Payment by invoice',
    'story',
    'To Do',
    'medium',
    '',
    ['checkout', 'api'],
    { epic: 'Checkout in one step', version: '2.0', due: 30 },
  ],
  [
    'Two payments when the button is pressed twice',
    'bug',
    'In Progress',
    'highest',
    back,
    ['checkout', 'api'],
    {
      due: 2,
      version: '1.1',
      part: 'Server',
      file: 'server.log',
      steps: ['Open the basket', 'Press “Pay” twice', 'Look at the orders'],
      text: 'Pressing the button twice charges twice.\n\nSeen with a slow connection only.',
      comments: [[test, 'I can repeat it with a delay of two seconds.']],
    },
  ],
  ['Round totals the way the tax office does', 'bug', 'Done', 'high', back, ['api'], { version: '1.0' }],
  [
    'Suggest words while typing',
    'story',
    'In Progress',
    'medium',
    front,
    ['search', 'ux'],
    { epic: 'Faster search', part: 'App', hours: 20 },
  ],
  [
    'Index prices every minute',
    'task',
    'In Review',
    'medium',
    back,
    ['search'],
    { epic: 'Faster search', part: 'Server' },
  ],
  [
    'Search forgets umlauts',
    'bug',
    'To Do',
    'high',
    '',
    ['search'],
    { epic: 'Faster search', due: 9, text: 'Searching for “Grosse” does not find “Größe”.' },
  ],
  ['Remember the last filters', 'story', 'To Do', 'low', '', ['search', 'ux'], { epic: 'Faster search' }],
  [
    'Write down how ranking works',
    'task',
    'To Do',
    'low',
    write,
    ['docs'],
    { epic: 'Faster search', part: 'Documentation' },
  ],
  [
    'Everything can be reached by keyboard',
    'story',
    'In Progress',
    'high',
    front,
    ['a11y'],
    { epic: 'Accessibility', due: 20, part: 'App' },
  ],
  [
    'Contrast of grey text is too low',
    'bug',
    'In Review',
    'medium',
    front,
    ['a11y', 'ux'],
    { epic: 'Accessibility', file: 'contrast.txt' },
  ],
  [
    'Names for all buttons that are only a picture',
    'task',
    'Done',
    'medium',
    front,
    ['a11y'],
    { epic: 'Accessibility', hours: 4 },
  ],
  ['Try it with a screen reader', 'task', 'To Do', 'medium', test, ['a11y'], { epic: 'Accessibility', due: 25 }],
  [
    'Update the database to the current version',
    'task',
    'In Progress',
    'high',
    back,
    ['operations'],
    {
      due: 4,
      part: 'Server',
      comments: [
        [lead, 'Please on a Tuesday morning.'],
        [back, 'Planned.'],
      ],
    },
  ],
  ['Backups are read back once a month', 'task', 'To Do', 'high', back, ['operations'], { part: 'Server' }],
  ['Alarm when orders stop', 'task', 'Done', 'highest', back, ['operations'], { version: '1.0' }],
  ['Certificates renew by themselves', 'task', 'Done', 'medium', back, ['operations'], {}],
  ['Log less of the address', 'task', 'To Do', 'medium', '', ['operations', 'privacy'], { due: 15 }],
  ['Delete accounts on request', 'story', 'In Review', 'high', back, ['privacy', 'api'], { version: '1.1', due: 7 }],
  ['Export all data of an account', 'story', 'To Do', 'medium', '', ['privacy', 'api'], { version: '2.0' }],
  ['Ask before setting cookies', 'task', 'Done', 'medium', front, ['privacy'], { version: '1.0' }],
  ['Pictures load late on phones', 'bug', 'In Progress', 'medium', front, ['ux'], { part: 'App', hours: 8 }],
  ['Basket jumps while it loads', 'bug', 'To Do', 'low', front, ['ux'], { part: 'App' }],
  ['Dark mode', 'story', 'To Do', 'lowest', '', ['ux'], {}],
  ['Coupons', 'story', "Won't Do", 'low', '', ['checkout'], { comments: [[lead, 'Not this year.']] }],
  ['Translate the mails', 'task', 'In Progress', 'medium', write, ['docs'], { due: 12, part: 'Documentation' }],
  ['Help page about returns', 'task', 'In Review', 'medium', write, ['docs'], { part: 'Documentation' }],
  [
    'Screenshots for the new checkout',
    'task',
    'To Do',
    'low',
    write,
    ['docs', 'checkout'],
    { due: 35, part: 'Documentation' },
  ],
  ['API: tell when a list goes on', 'bug', 'To Do', 'medium', back, ['api'], { part: 'Server' }],
  ['API: limits for partners', 'task', 'To Do', 'medium', '', ['api', 'operations'], { version: '2.0' }],
  ['Test the whole order every night', 'task', 'In Progress', 'medium', test, ['operations'], { hours: 10 }],
  ['Flaky test: login on Windows', 'bug', 'To Do', 'low', test, ['operations'], {}],
  ['Old browsers show an empty page', 'bug', 'Done', 'high', front, ['ux'], { version: '1.0' }],
  ['Thank-you page after an order', 'story', 'Done', 'medium', front, ['checkout', 'ux'], { version: '1.0' }],
];
