import type { Command } from 'commander';
import { createCli } from '../../../src-main/hosts/cli/cli.ts';
import { createProgram } from '../../../src-main/hosts/cli/program.ts';
import { createTerminal } from '../../../src-main/hosts/cli/terminal.ts';

/** `docs/reference/command-help.md`: what `--help` of each command prints. */
export function commandHelpPage(): string {
  const program = createProgram(createCli(() => ({}), createTerminal(), {}));
  return `# Help of each command

<!-- Made from src-main/hosts/cli/commands by tests/architecture/pages/command-help-page.ts -->

What \`tasksync … --help\` prints. What the commands do with it, exit codes and JSON: [the command line](../command-line.md).

${sections(program, []).join('\n\n')}
`;
}

function sections(command: Command, above: readonly string[]): readonly string[] {
  const path = [...above, command.name()];
  const help = command.createHelp();
  help.helpWidth = 100;
  const text = help.formatHelp(command, help).trimEnd();
  const heading = `${'#'.repeat(Math.min(path.length + 1, 4))} ${path.join(' ')}`;
  return [`${heading}\n\n\`\`\`\n${text}\n\`\`\``, ...command.commands.flatMap((each) => sections(each, path))];
}
