import { type Cell, cells, nameOf, type State } from './cells.ts';
import { type Component, componentStates } from './components/states.ts';
import { columns, matrix } from './matrix.ts';

/** `docs/states.md`, from the gallery's own index. */
export function statesPage(): string {
  const screens = Object.keys(matrix);
  const others = cells.filter(({ screen, state }) => state === 'filled' || !screens.includes(screen));
  return `# Screens and components in every state

<!-- Made from tests/gallery by tests/gallery/states-page.ts -->

Each name is an entry of the gallery: \`npm run gallery\` prints an address with links to all of them, in the real page before an API
that answers as it would in that state. Below the name stand words that are there once the screen is in its state; a test waits for them.
Every entry is looked at by axe, in both themes, and at 1280, 360 and 320 pixels (\`tests/e2e/screens.spec.ts\`);
\`npm run screenshots -- --folder F --check\` takes the pictures in every theme, language and width. Why: [decision 0029](decisions/0029-gallery-and-pictures.md).

## The state matrix

| Screen | ${columns.join(' | ')} |
|---|${columns.map(() => '---').join('|')}|
${screens.map((screen) => `| **${screen}** | ${columns.map((state) => entry(screen, state)).join(' | ')} |`).join('\n')}

## Screens with what they are for, and screens that the matrix does not name

| Entry | Words |
|---|---|
${others.map((cell) => `| \`${nameOf(cell)}\` | ${cell.shows} |`).join('\n')}

## Components

Shown together on one page, \`/components/index.html\` of the gallery. What opens over the page has a page of its own; hover, focus and
pressed come about by a real pointer and real keys.

| Component | States |
|---|---|
${(Object.keys(componentStates) as Component[]).map((name) => `| ${name} | ${componentStates[name].join(', ')} |`).join('\n')}
`;
}

function entry(screen: string, state: State): string {
  const cell = cells.find((one) => one.screen === screen && one.state === state);
  return cell ? `\`${nameOf(cell)}\`<br>${words(cell)}` : '–';
}

function words({ shows, isCut }: Cell): string {
  return `“${shows.trim()}”${isCut ? ', the host is away' : ''}`;
}
