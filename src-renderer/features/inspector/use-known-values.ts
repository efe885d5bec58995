import type { ApiInput } from '../../../src-shared/api/contract.ts';
import { useQuery } from '../../stores/query-store.ts';

/** What other tasks say in the field, the most frequent first. */
export function useKnownValues(field: ApiInput<'tasks.values'>['field']): readonly string[] {
  const { value = [] } = useQuery('tasks.values', { field, limit: 100 });
  return value.map((one) => one.value);
}
