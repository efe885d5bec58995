import type { Command } from 'commander';
import type { ConnectorView } from '../../../../src-shared/api/views.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';

export function addConnectors(program: Command, cli: Cli): void {
  const noun = program.command('connectors').description('services that Task Sync can talk to');
  noun
    .command('list')
    .description('all of them, and what a connection needs')
    .action(() => cli.answer(listConnectors(cli)));
}

async function listConnectors(cli: Cli): Promise<Answer> {
  const connectors = await cli.call('connectors.list', {});
  return { json: connectors, text: () => connectors.map(connectorText).join('\n\n') };
}

function connectorText({ id, name, summary, config, signIn = [] }: ConnectorView): string {
  const needs = config.map(({ key, kind, required, label, help, choices }) => {
    const flag =
      { url: '--url', username: '--username', secret: '--secret-stdin', certificate: '--certificate <file>' }[key] ??
      `--option ${key}=…`;
    const values = choices === undefined ? '' : ` (${choices.map(({ value }) => value).join(', ')})`;
    const detail = help === undefined || kind === 'secret' ? '' : `: ${help}`;
    return `  ${flag.padEnd(20)} ${label}${required ? '' : ', optional'}${values}${detail}`;
  });
  const ways = signIn.map(({ kind, label, help, redirectUri, needsClientSecret }) => {
    const flags = `--sign-in ${kind === 'code' ? 'browser' : 'device'} --client-id …${needsClientSecret ? ' --secret-stdin' : ''}`;
    const address = redirectUri === null ? '' : ` Its redirect address: ${redirectUri}`;
    return `  ${flags}\n    ${label}. ${help}${address}`;
  });
  return [`${id}  ${name}`, `  ${summary}`, ...needs, ...ways].join('\n');
}
