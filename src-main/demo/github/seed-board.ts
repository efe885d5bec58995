export interface SeededIssue {
  readonly title: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  /** Places in the list of people. */
  readonly people?: readonly number[];
  readonly milestone?: 1 | 2;
  readonly type?: 'Task' | 'Bug' | 'Feature';
  readonly priority?: 'Urgent' | 'High' | 'Medium' | 'Low';
  readonly closed?: 'completed' | 'not_planned' | 'duplicate';
  /** Place in this list. */
  readonly partOf?: number;
  readonly comments?: readonly string[];
  readonly isPullRequest?: boolean;
}

const steps = (...lines: readonly string[]): string => lines.map((line) => `- [ ] ${line}`).join('\n');

/** Oldest first. */
export const boardIssues: readonly SeededIssue[] = [
  {
    title: 'Sign-in with a company account',
    body: `People have to make a second password today.\n\n${steps('Choose a provider', 'Sign in', 'Sign out everywhere')}`,
    ...{ type: 'Feature', labels: ['accounts'], people: [1], milestone: 1, priority: 'High' },
    comments: ['We should ask for as few permissions as possible.', 'Agreed: name and address are enough.'],
  },
  { title: 'Choose the sign-in library', partOf: 0, people: [1], milestone: 1, closed: 'completed' },
  { title: 'Show who is signed in', partOf: 0, people: [2], labels: ['accounts'], milestone: 1 },
  { title: 'Sign out on all devices', partOf: 0, labels: ['accounts'], milestone: 2 },
  {
    title: 'Search finds nothing with umlauts',
    body: 'Steps:\n\n1. Make a page called `Größe`\n2. Search for `grösse`\n\nNothing is found.',
    ...{ type: 'Bug', labels: ['bug', 'search'], people: [2], priority: 'High' },
    comments: ['Found it: the index keeps composed letters only.'],
  },
  { title: 'Search as you type', type: 'Feature', labels: ['search'], people: [3], milestone: 2 },
  { title: 'Speed up the start page', labels: ['performance'], people: [1, 2], closed: 'completed', milestone: 1 },
  { title: 'Measure how long pages take', labels: ['performance'], closed: 'completed' },
  { title: 'Bump the test runner', isPullRequest: true, labels: ['dependencies'], closed: 'completed' },
  { title: 'Dark colours', type: 'Feature', labels: ['design'], people: [3], milestone: 2 },
  { title: 'Contrast of disabled buttons', type: 'Bug', labels: ['design', 'accessibility'], people: [3] },
  { title: 'Dialogs do not take the focus', type: 'Bug', labels: ['bug', 'accessibility'], priority: 'Medium' },
  { title: 'Write down how releases are made', labels: ['documentation'], people: [4] },
  {
    title: 'Export of reports stops after 1,000 rows',
    body: 'The file ends in the middle of a row. The log says nothing.',
    ...{ type: 'Bug', labels: ['bug', 'reports'], people: [2], priority: 'Urgent', milestone: 1 },
    comments: ['Confirmed with 1,001 rows.', 'The limit is in the query, not in the export.'],
  },
  { title: 'Reports as spreadsheets', type: 'Feature', labels: ['reports'], milestone: 2 },
  { title: 'Reports by mail every Monday', type: 'Feature', labels: ['reports'], closed: 'not_planned' },
  { title: 'Keep the filters of a list in its address', labels: ['lists'], people: [2] },
  { title: 'Lists jump while they load', type: 'Bug', labels: ['bug', 'lists'], people: [3], priority: 'Low' },
  { title: 'Sort lists by several columns', type: 'Feature', labels: ['lists'] },
  { title: 'Sorting by date is wrong in winter', type: 'Bug', labels: ['bug', 'lists'], closed: 'duplicate' },
  { title: 'Dates are a day early west of Greenwich', type: 'Bug', labels: ['bug'], people: [1], closed: 'completed' },
  { title: 'Simplify the date picker', isPullRequest: true, labels: ['design'], people: [2] },
  { title: 'Back-ups are restored once a month', labels: ['operations'], people: [1], priority: 'High' },
  { title: 'Certificate of the test system runs out', labels: ['operations'], people: [1], priority: 'Urgent' },
  { title: 'Alert when the queue grows', labels: ['operations'], closed: 'completed' },
  { title: 'Move the queue to its own machine', labels: ['operations', 'performance'], milestone: 2 },
  {
    title: 'First steps for new people',
    body: `A page that explains the first day.\n\n${steps('Accounts', 'Build it', 'Make a small change')}`,
    ...{ labels: ['documentation'], people: [4], milestone: 1 },
  },
  { title: 'Screenshots are two versions old', labels: ['documentation'], partOf: 26 },
  { title: 'Explain the roles', labels: ['documentation', 'accounts'], partOf: 26, closed: 'completed' },
  { title: 'Import from spreadsheets', type: 'Feature', labels: ['import'], people: [2], milestone: 2 },
  { title: 'Show what an import would change', labels: ['import'], partOf: 29 },
  { title: 'Undo an import', labels: ['import'], partOf: 29 },
  { title: 'Import runs twice after a double click', type: 'Bug', labels: ['bug', 'import'], priority: 'High' },
  { title: 'Test the import with large files', labels: ['import', 'test'], people: [4] },
  { title: 'Tests fail at midnight', type: 'Bug', labels: ['bug', 'test'], people: [4], closed: 'completed' },
  { title: 'Run tests on three systems', labels: ['test'], people: [1] },
  { title: 'Notifications on the phone', type: 'Feature', labels: ['notifications'], closed: 'not_planned' },
  { title: 'Mute a conversation', type: 'Feature', labels: ['notifications'], people: [3] },
  { title: 'Too many mails after a bulk change', type: 'Bug', labels: ['bug', 'notifications'], priority: 'Medium' },
  { title: 'One mail a day with everything new', type: 'Feature', labels: ['notifications'], partOf: 38 },
  { title: 'Remove the old settings page', labels: ['cleanup'], people: [2], milestone: 1 },
  {
    title: 'Plan version 1.1',
    labels: ['planning'],
    people: [0],
    milestone: 2,
    comments: ['Let us meet on Thursday.'],
  },
];
