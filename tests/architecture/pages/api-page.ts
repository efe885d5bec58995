import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ApiName, contract } from '../../../src-shared/api/contract.ts';
import { root } from '../source-files.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** `docs/reference/api.md`, from the table of calls and the comments in it. */
export function apiPage(): string {
  const told = readSource();
  const groups = new Map<string, ApiName[]>();
  for (const name of Object.keys(contract) as ApiName[]) {
    const noun = name.slice(0, name.indexOf('.'));
    groups.set(noun, [...(groups.get(noun) ?? []), name]);
  }
  return `# The API of the core

<!-- Made from src-shared/api/contract.ts by tests/architecture/pages/api-page.ts -->

What a user interface asks of a host, the same over IPC, WebSocket and in process. A *query* changes nothing. Inputs are checked at each
edge; \`?\` may be left out, \`=\` is what it is then. The shapes of answers are in \`src-shared/api/views.ts\` under the name given here. A
call that fails rejects with one of the [codes](errors.md).

It is meant for the hosts and pages of this program. Other programs do better with \`tasksync … --json\`, whose keys are kept.

${[...groups].map(([noun, names]) => `## ${noun}\n\n${names.map((name) => entry(name, told.get(name))).join('\n\n')}`).join('\n\n')}
`;
}

interface Told {
  readonly comment: string;
  readonly output: string;
}

/** What is erased before a program runs: the comment above an entry, and the type of its answer. */
function readSource(): ReadonlyMap<string, Told> {
  const source = readFileSync(join(root, 'src-shared/api/contract.ts'), 'utf8');
  const pattern = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?'([a-z]+\.[A-Za-z]+)': (?:query|command)<([\s\S]*?)>\(\)\(/g;
  return new Map(
    [...source.matchAll(pattern)].map(([, comment = '', name = '', output = '']) => [
      name,
      {
        comment: comment.replaceAll(/\s*\n\s*\*\s?/g, ' ').trim(),
        output: output.replaceAll(/import\('[^']*'\)\./g, '').replaceAll(/\s+/g, ' '),
      },
    ]),
  );
}

function entry(name: ApiName, told: Told | undefined): string {
  if (told === undefined) throw new Error(`${name} was not found in the text of the contract.`);
  const { kind, input } = contract[name];
  const shape = shapeOf(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', reused: 'inline' }), '');
  const words = told.comment === '' ? '' : `${told.comment.replaceAll('|', '\\|')}\n\n`;
  return `### ${name}\n\n${words}\`\`\`ts\n// ${kind}\n${shape}\n=> ${told.output}\n\`\`\``;
}

/** A JSON schema as a person writes types. */
function shapeOf(schema: Schema | boolean | undefined, indent: string): string {
  if (schema === undefined || typeof schema === 'boolean') return 'any';
  if (schema.$ref !== undefined) return 'the same again';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.map((each) => shapeOf(each as Schema, indent)).join(' | ');
  switch (schema.type) {
    case 'object':
      return objectShape(schema, indent);
    case 'array': {
      if (Array.isArray(schema.prefixItems)) {
        return `[${schema.prefixItems.map((each) => shapeOf(each as Schema, indent)).join(', ')}]`;
      }
      const item = shapeOf(schema.items as Schema, indent);
      return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
    }
    default:
      return typeof schema.type === 'string' ? schema.type : 'any';
  }
}

function objectShape({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([key, value]) => {
    const field = value as Schema;
    const isOptional = !required.includes(key);
    const preset = field.default === undefined ? '' : ` = ${JSON.stringify(field.default)}`;
    return `${inner}${key}${isOptional ? '?' : ''}: ${shapeOf(field, inner)}${preset}`;
  });
  if (typeof additionalProperties === 'object') {
    lines.push(`${inner}[name]: ${shapeOf(additionalProperties as Schema, inner)}`);
  }
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}
