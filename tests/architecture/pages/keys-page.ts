import { commandIds, commandInfo, keysOf } from '../../../src-shared/commands/bindings.ts';
import { type CommandId, type CommandInfo, commands } from '../../../src-shared/commands/commands.ts';
import { en } from '../../../src-shared/i18n/en/index.ts';

type Scope = CommandInfo['scope'];
const scopes: readonly Scope[] = ['anywhere', 'tasks', 'conflicts', 'preview', 'profiles', 'history'];

/** `docs/using/keys.md`, from the table of commands. */
export function keysPage(): string {
  return `# Keys and commands

<!-- Made from src-shared/commands/commands.ts by tests/architecture/pages/keys-page.ts -->

Every command is found by its name in the palette (\`Ctrl+K\`), and in the menus of the desktop app. \`?\` shows the keys of the screen
that is open. On a Mac, Ctrl is ⌘. Keys with a blank between them are pressed one after the other. Other keys can be chosen in
*Settings › Keyboard*, and single keys switched off.

In lists the arrow keys (or \`J\` and \`K\`), \`Page up\`, \`Page down\`, \`Home\` and \`End\` move, \`Enter\` opens, \`Esc\` goes back.

${scopes.flatMap(section).join('\n\n')}
`;
}

function section(scope: Scope): readonly string[] {
  const rows = commandIds.filter((id) => commandInfo(id).scope === scope).map(row);
  if (rows.length === 0) return [];
  return [
    `## ${en[`shell.scope.${scope}`]}\n\n| Command | Keys | In a browser tab |\n|---|---|---|\n${rows.join('\n')}`,
  ];
}

function row(id: CommandId): string {
  const [desktop, browser] = [keyText(commands[id].keys), keyText(keysOf(id, {}, true))];
  return `| ${en[`command.${id}`]} | ${desktop || '–'} | ${browser === desktop ? '' : browser} |`;
}

function keyText(keys: readonly string[]): string {
  return keys.map((each) => `\`${each.replaceAll('Mod', 'Ctrl')}\``).join(', ');
}
