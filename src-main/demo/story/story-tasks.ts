/** What two teams have before they ever synced; nobody's names in it. */
export interface StoryTask {
  readonly title: string;
  /** Where it is. */
  readonly at: 'both' | 'jira' | 'trello';
  /** Default: to do. */
  readonly state?: 'todo' | 'doing' | 'done';
  /** In Trello, where it differs. */
  readonly trelloState?: 'todo' | 'doing' | 'done';
  readonly text?: string;
  readonly trelloText?: string;
  readonly labels?: readonly string[];
  /** Only Jira knows them yet. */
  readonly isLabelledInJiraOnly?: true;
  readonly priority?: 'high' | 'low';
  /** Days from now, on one side. */
  readonly due?: number;
  readonly trelloDue?: number;
}

/** Jira refuses it as long as it has this title. */
export const refusedTitle = 'Pay the photographer';

const longTitle =
  'Find out why the order mail of customers who pay by invoice and change the delivery address afterwards is sent twice, once to the old address and once to the new one, but only on weekends';

export const storyTasks: readonly StoryTask[] = [
  // The same on both sides.
  { title: 'Checkout in one step', at: 'both', state: 'doing' },
  { title: 'Payment by invoice', at: 'both' },
  { title: 'Photos load slowly on phones', at: 'both', state: 'doing' },
  { title: 'Sort by price', at: 'both', state: 'done' },
  { title: 'Order history as a table', at: 'both' },
  { title: 'Sign out everywhere', at: 'both', state: 'done' },
  { title: 'Receipts as PDF', at: 'both' },
  { title: 'Filter by colour', at: 'both', state: 'doing' },
  { title: '顧客リストを整理する', at: 'both' },
  // One side knows more than the other: the first sync completes it.
  { title: 'Wish lists', at: 'both', text: 'Share a list by link. The link ends after **30 days**.' },
  {
    title: 'Mails in two languages',
    at: 'both',
    trelloText: 'Start with the order mail:\n\n1. order\n2. delivery\n3. return',
  },
  { title: 'Button contrast on the start page', at: 'both', labels: ['accessibility'], isLabelledInJiraOnly: true },
  { title: 'Page about delivery abroad', at: 'both', due: 9 },
  { title: 'Update the payment library', at: 'both', trelloDue: 12 },
  // The two sides disagree: a person decides.
  { title: 'Stock counts go below zero', at: 'both', state: 'doing', trelloState: 'done' },
  {
    title: 'Explain how returns work',
    at: 'both',
    text: 'Two pages: one for the shop, one for the mail.',
    trelloText: 'One page, with the address label as a download.',
  },
  { title: 'Summer sale', at: 'both', due: 20, trelloDue: 27 },
  // Only here, so far.
  {
    title: 'Search finds nothing with umlauts',
    at: 'jira',
    text: '`Größe` and `Groesse` have to find the same.',
    priority: 'high',
  },
  { title: 'Two payments when the button is pressed twice', at: 'jira', state: 'doing', priority: 'high' },
  { title: longTitle, at: 'jira' },
  { title: 'استيراد قائمة العملاء', at: 'jira', text: 'من الملف القديم، مع أرقام الهواتف.' },
  { title: 'Round totals the way the tax office does', at: 'jira', state: 'done' },
  { title: 'Keep the basket for guests', at: 'jira', labels: ['checkout'] },
  { title: 'Page about refunds and returned goods', at: 'jira' },
  // Only there, so far.
  { title: '🚚 Lieferzeiten prüfen – Größe, Gewicht & Maße', at: 'trello', state: 'doing' },
  { title: 'Gift cards at checkout', at: 'trello', labels: ['checkout'] },
  { title: 'Compare two products side by side', at: 'trello' },
  { title: 'Newsletter sign-up in the footer', at: 'trello' },
  { title: 'Page about refunds and returns', at: 'trello' },
  { title: refusedTitle, at: 'trello' },
];
