import type { FieldPlaces } from '../../../src-shared/domain/field.ts';
import { t } from '../../i18n/t.ts';

export interface FieldNote {
  /** Why it cannot be edited here; null: it can. */
  readonly lock: string | null;
  /** Something to know about it; null: nothing. */
  readonly note: string | null;
}

export const noNote: FieldNote = { lock: null, note: null };

/** What the profile makes of a field: whether it only comes from somewhere, and whether any service has it at all. */
export function noteOf(fields: readonly FieldPlaces[] | undefined, field: string, hasServices: boolean): FieldNote {
  const found = fields?.find((one) => one.field === field);
  // Nothing is known of the services yet.
  if (!fields || fields.length === 0 || !hasServices) return noNote;
  if (found && found.comesFrom.length > 0)
    return { lock: t('inspector.lock.comes', { places: found.comesFrom }), note: null };
  if (!found || found.places.length === 0) return { lock: null, note: t('inspector.lock.onlyHere') };
  return noNote;
}
