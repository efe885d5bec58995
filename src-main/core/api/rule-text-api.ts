import { ruleFile } from '../../../src-shared/api/profile-file.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { compileRule } from '../../../src-shared/rules/compile-rule.ts';
import type { Handlers } from './api-context.ts';

/** One rule as the text that stands in a profile file. */
export function ruleTextHandlers(): Handlers<'rules.read' | 'rules.write'> {
  return {
    'rules.write': async ({ rule }) => {
      const { stringify } = await import('yaml');
      return { text: stringify(rule, { lineWidth: 100 }) };
    },
    'rules.read': async ({ text }) => {
      const { parse } = await import('yaml');
      const read = ruleFile.safeParse(readYaml(parse, text));
      if (!read.success) {
        const [issue] = read.error.issues;
        throw unreadable(`${issue?.path.join('.') || 'the text'}: ${issue?.message ?? 'unknown problem'}`);
      }
      const rule = Object.fromEntries(Object.entries(read.data).filter(([, part]) => part !== undefined));
      compileRule(rule, 1);
      return { rule };
    },
  };
}

function readYaml(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw unreadable(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown problem');
  }
}

function unreadable(why: string): TaskSyncError {
  return new TaskSyncError('invalid-input', `This is no rule: ${why} Nothing was changed.`);
}
