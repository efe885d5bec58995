import type { Direction } from '../../../src-shared/domain/profile.ts';
import { t } from '../../i18n/t.ts';

export type Flow = 'both' | 'right' | 'left' | 'none';

/** Which way tasks go between two places of a profile: out of one that is read, into one that is written. */
export function flowBetween(left: Direction, right: Direction): Flow {
  const toRight = left !== 'push' && right !== 'pull';
  const toLeft = right !== 'push' && left !== 'pull';
  if (toRight && toLeft) return 'both';
  if (toRight) return 'right';
  return toLeft ? 'left' : 'none';
}

/** Between this device, which is always read and written, and a place. */
export function flowFromHere(direction: Direction): Flow {
  return flowBetween('both', direction);
}

export function flowWords(flow: Flow): string {
  return t(`profiles.flow.${flow}`);
}
