import type { TestStep, TestStepId } from '../../../src-shared/api/views.ts';
import { failureText } from '../../../src-shared/i18n/failure-words.ts';
import { t } from '../../i18n/t.ts';

export function testLabel(id: TestStepId): string {
  return t(`connections.step.${id}`);
}

/** What a line found, or why it failed, in the reader's language. */
export function testDetail({ id, state, detail, facts, code }: TestStep): string {
  // Here somebody has just entered it: nothing waits, and what to do is to look at it again.
  if (state === 'failed' && code === 'auth-expired') return t('connections.step.refused');
  if (state === 'failed') return failureText({ code: code ?? 'unknown', message: detail, facts }, t);
  switch (id) {
    case 'reach':
      return 'ms' in facts ? t('connections.step.reach.found', facts) : '';
    case 'secure':
      return 'is' in facts ? t('connections.step.secure.found', facts) : '';
    case 'sign-in':
      if (!('account' in facts)) return '';
      return t('server' in facts ? 'connections.step.sign-in.server' : 'connections.step.sign-in.found', facts);
    case 'lists':
      return 'count' in facts ? t('connections.step.lists.found', facts) : '';
    case 'read':
      return 'list' in facts ? t('connections.step.read.found', facts) : '';
    case 'write':
      if ('open' in facts) return t('connections.step.write.some', facts);
      if (state === 'warning') return t('connections.step.write.never');
      return state === 'skipped' && detail !== '' ? t('connections.step.write.notWanted') : '';
  }
}
