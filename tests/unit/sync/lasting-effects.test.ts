import { expect, it } from 'vitest';
import { hasTitleOf, leaveOutTitle } from '../../../src-shared/filter/leave-out-title.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { lastingEffects } from '../../../src-shared/sync/lasting-effects.ts';

it('what a service cannot take back is counted, place by place, the gravest first; what happens here is not', () => {
  const field = (name: string, before: string | null | string[], after: string | null | string[]) => [
    { field: name, before, after },
  ];
  expect(
    lastingEffects([
      { kind: 'update', endpoint: 'Hub', fields: field('comments', null, 'hello') },
      { kind: 'update', endpoint: 'Hub', fields: field('assignees', ['ana'], ['ana', 'ben']) },
      { kind: 'update', endpoint: 'Hub', fields: field('assignees', ['ana', 'ben'], ['ana']) },
      { kind: 'update', endpoint: 'Hub', fields: field('attachments', 'plan.pdf', null) },
      { kind: 'delete', endpoint: 'Desk', fields: [] },
      { kind: 'delete', endpoint: 'here', fields: [] },
    ]),
  ).toEqual([
    { kind: 'delete', endpoint: 'Desk', count: 1 },
    { kind: 'file', endpoint: 'Hub', count: 1 },
    { kind: 'comment', endpoint: 'Hub', count: 1 },
    { kind: 'assign', endpoint: 'Hub', count: 1 },
  ]);
});

it('leaving a title out for good is a filter that the filter language reads again', () => {
  for (const title of ['Pricing page', 'a "quoted" or -odd: title', 'x']) {
    const text = leaveOutTitle('status:todo,doing', title);
    expect(() => parseFilter(text, 'profile')).not.toThrow();
    expect(text.startsWith('status:todo,doing -title:')).toBe(true);
    expect(hasTitleOf(title, title)).toBe(true);
  }
  expect(leaveOutTitle('', 'Pricing page')).toBe('-title:"Pricing page"');
  expect(hasTitleOf('Pricing page', 'Old pricing page')).toBe(true);
  expect(hasTitleOf('Pricing page', 'Pricing')).toBe(false);
});
