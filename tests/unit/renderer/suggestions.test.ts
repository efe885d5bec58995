import { describe, expect, it } from 'vitest';
import { countedField, suggest, typingAt, withSuggestion } from '../../../src-renderer/features/tasks/suggestions.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';

const offered = (typed: string, counts: readonly (readonly [string, number])[] = []) =>
  suggest(
    typingAt(typed),
    counts.map(([value, count]) => ({ value, count })),
  );
const take = (typed: string, label: string, counts: readonly (readonly [string, number])[] = []) => {
  const typing = typingAt(typed);
  const chosen = offered(typed, counts).find((one) => one.label === label);
  if (!typing || !chosen) throw new Error(`${label} is not offered`);
  return withSuggestion(typed, typing, chosen);
};

describe('suggestions', () => {
  it('offers keys for what begins like one, and the useful ones for nothing', () => {
    expect(offered('sta').map(({ label }) => label)).toEqual(['status:', 'start:']);
    expect(offered('').map(({ label }) => label)).toContain('assignee:');
    expect(offered('zzz')).toEqual([]);
    expect(take('login la', 'label:')).toBe('login label:');
    expect(take('-la', 'label:')).toBe('-label:');
  });

  it('offers values with their counts, in quotes where they need them, and what every such field knows', () => {
    const counts = [['In Review', 7]] as const;
    expect(offered('status:', counts)[0]).toMatchObject({ label: 'In Review', count: 7 });
    expect(take('status:re', 'In Review', counts)).toBe('status:"In Review" ');
    expect(take('status:todo,', 'In Review', counts)).toBe('status:todo,"In Review" ');
    expect(take('status:"in re', 'In Review', counts)).toBe('status:"In Review" ');
    expect(take('due:', '<7d')).toBe('due:<7d ');
    expect(offered('due:to').map(({ label }) => label)).toEqual(['today', 'tomorrow']);
    expect(offered('assignee:me')).toEqual([]);
  });

  it('asks for counts only where the core has them', () => {
    expect(countedField(typingAt('label:x'))).toBe('label');
    expect(countedField(typingAt('due:x'))).toBeNull();
    expect(countedField(typingAt('label'))).toBeNull();
  });

  it('knows no key that only JavaScript knows (SEC-18)', () => {
    for (const key of ['constructor:', '__proto__:x', 'toString:']) expect(offered(key)).toEqual([]);
  });

  it('offers nothing that cannot be read', () => {
    for (const key of ['due', 'start', 'changed', 'created', 'status', 'assignee', 'label', 'priority', 'milestone']) {
      for (const { label } of offered(`${key}:`)) expect(() => parseFilter(take(`${key}:`, label))).not.toThrow();
    }
  });
});
