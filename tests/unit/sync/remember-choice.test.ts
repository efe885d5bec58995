import { describe, expect, it } from 'vitest';
import { ruleOfChoice } from '../../../src-shared/sync/remember-choice.ts';

const manual = { policy: 'manual', fields: {}, priority: [] } as const;
const places = ['Jira', 'GitHub'];

describe('the rule that a choice stands for', () => {
  it('is the newest where the newest was chosen', () => {
    expect(ruleOfChoice(manual, 'due', { side: 'GitHub', isNewest: true }, places)).toEqual({
      kind: 'newest',
      policies: { ...manual, fields: { due: 'newest' } },
    });
  });

  it('is the side otherwise, with the others after it', () => {
    expect(ruleOfChoice(manual, 'due', { side: 'GitHub', isNewest: false }, places)).toEqual({
      kind: 'priority',
      policies: { ...manual, fields: { due: 'priority' }, priority: ['GitHub', 'Jira'] },
    });
  });

  it('leaves an order alone on which other fields rely', () => {
    const relied = { policy: 'manual', fields: { title: 'priority' }, priority: ['Jira', 'GitHub'] } as const;
    expect(ruleOfChoice(relied, 'due', { side: 'GitHub', isNewest: false }, places)).toBeNull();
    expect(ruleOfChoice(relied, 'due', { side: 'Jira', isNewest: false }, places)?.policies).toEqual({
      ...relied,
      fields: { title: 'priority', due: 'priority' },
    });
  });
});
