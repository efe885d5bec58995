export interface Idea {
  readonly list: 'Backlog' | 'To Do' | 'In Progress' | 'Review' | 'Done';
  readonly name: string;
  readonly desc?: string;
  readonly labels?: readonly string[];
  readonly points?: number;
  /** Days from now. */
  readonly dueIn?: number;
  readonly steps?: readonly string[];
  readonly comments?: readonly string[];
}

export const ideas: readonly Idea[] = [
  { list: 'Backlog', name: 'Gift cards at checkout', labels: ['feature'], points: 8 },
  { list: 'Backlog', name: 'Show prices with and without tax', labels: ['feature'], points: 3 },
  {
    list: 'Backlog',
    name: 'Guest checkout',
    labels: ['feature'],
    points: 5,
    desc: 'An order without an account. **Ask** for the address only.',
  },
  { list: 'Backlog', name: 'Search suggests what is in stock', labels: ['feature'], points: 5 },
  { list: 'Backlog', name: 'Compare two products side by side', labels: ['feature'] },
  { list: 'Backlog', name: 'Replace the old carousel', labels: ['technical debt'], points: 3 },
  { list: 'Backlog', name: 'Move sessions out of the database', labels: ['technical debt'], points: 8 },
  { list: 'Backlog', name: 'Explain how returns work', labels: ['documentation'], points: 1 },
  { list: 'Backlog', name: 'Newsletter sign-up in the footer', labels: [''] },
  { list: 'Backlog', name: 'Keep the cart for thirty days' },
  { list: 'Backlog', name: 'Dark colours for the shop', labels: ['feature', ''], points: 5 },
  { list: 'To Do', name: 'Order history as a table', labels: ['feature'], points: 5, dueIn: 12 },
  {
    list: 'To Do',
    name: 'Receipts as PDF',
    labels: ['feature'],
    points: 3,
    dueIn: 14,
    steps: ['Choose a library', 'Lay out the page', 'Attach it to the mail'],
  },
  {
    list: 'To Do',
    name: 'Cart forgets the size when going back',
    labels: ['bug'],
    points: 2,
    dueIn: 4,
    desc: '1. Put a shirt in the cart\n2. Go back\n3. The size is empty',
  },
  { list: 'To Do', name: 'Discount is applied twice with two tabs', labels: ['bug'], points: 3, dueIn: 3 },
  { list: 'To Do', name: 'Images too large on phones', labels: ['bug'], points: 2 },
  { list: 'To Do', name: 'Read the delivery times from the carrier', labels: ['feature'], points: 8, dueIn: 20 },
  { list: 'To Do', name: 'Write down how a release is made', labels: ['documentation'], points: 1 },
  {
    list: 'To Do',
    name: 'Update the payment library',
    labels: ['technical debt'],
    points: 2,
    dueIn: 6,
    comments: ['The old version is supported until the end of the quarter.'],
  },
  { list: 'To Do', name: 'Names of countries in the language of the shop' },
  {
    list: 'In Progress',
    name: 'Wish lists',
    labels: ['feature'],
    points: 8,
    dueIn: 8,
    steps: ['Table and model', 'Button on the product page', 'Share by link'],
    comments: ['The model is in.', 'Sharing needs a decision: public, or with a code?'],
  },
  { list: 'In Progress', name: 'Mails in two languages', labels: ['feature'], points: 5, dueIn: 5 },
  {
    list: 'In Progress',
    name: 'Search finds nothing with umlauts',
    labels: ['bug'],
    points: 2,
    dueIn: 1,
    desc: '`Größe` and `Groesse` have to find the same.',
    comments: ['Happens in the index, not in the query.'],
  },
  {
    list: 'In Progress',
    name: 'Split the checkout into steps',
    labels: ['feature', 'technical debt'],
    points: 13,
    dueIn: 10,
    steps: ['Address', 'Delivery', 'Payment', 'Summary'],
  },
  { list: 'In Progress', name: 'Log in stays slow after the upgrade', labels: ['bug'], points: 3 },
  { list: 'In Progress', name: 'Measure how long pages take', labels: ['technical debt'], points: 3 },
  {
    list: 'Review',
    name: 'Stock counts go below zero',
    labels: ['bug'],
    points: 3,
    dueIn: 0,
    comments: ['Please look at the locking most of all.'],
  },
  { list: 'Review', name: 'Filter by colour', labels: ['feature'], points: 5, dueIn: 2 },
  { list: 'Review', name: 'Page about delivery abroad', labels: ['documentation'], points: 1 },
  { list: 'Review', name: 'Button contrast on the start page', labels: ['bug', ''], points: 1 },
  { list: 'Done', name: 'Ratings on the product page', labels: ['feature'], points: 5, dueIn: -6 },
  { list: 'Done', name: 'Telephone number is not required any more', labels: ['feature'], points: 1, dueIn: -9 },
  {
    list: 'Done',
    name: 'Broken link in the order mail',
    labels: ['bug'],
    points: 1,
    dueIn: -3,
    comments: ['Checked with three mail programs.'],
  },
  { list: 'Done', name: 'Sale prices end at midnight of the wrong day', labels: ['bug'], points: 3, dueIn: -12 },
  { list: 'Done', name: 'Back-ups are tried out every month', labels: ['technical debt'], points: 2 },
  { list: 'Done', name: 'How to add a product', labels: ['documentation'], points: 1 },
  { list: 'Done', name: 'Sort by price', labels: ['feature'], points: 2, dueIn: -20 },
  { list: 'Done', name: 'Cookies only where they are needed', labels: ['technical debt'], points: 3 },
  { list: 'Done', name: 'Order number in the subject of mails', labels: ['feature'], points: 1 },
  { list: 'Done', name: 'Sign out everywhere', labels: ['feature'], points: 2, dueIn: -2 },
];
