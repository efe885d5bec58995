import type { ConnectionView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import type { GlyphTone, Shape } from '../../ui/shape.ts';

interface ConnectionWords {
  readonly label: string;
  readonly shape: Shape;
  readonly tone: GlyphTone;
}

export const connectionWords: Readonly<Record<ConnectionView['state'], ConnectionWords>> = {
  works: { label: t('connections.state.works'), shape: 'check', tone: 'quiet' },
  untested: { label: t('connections.state.untested'), shape: 'dashed', tone: 'neutral' },
  'needs-sign-in': { label: t('connections.state.needs-sign-in'), shape: 'triangle', tone: 'warning' },
  failing: { label: t('connections.state.failing'), shape: 'cross', tone: 'danger' },
};

/** Why a sign-in asks for a permission, as far as its name tells. */
export function scopeReason(scope: string): string {
  if (/offline/.test(scope)) return t('connections.scope.stay');
  if (/delete/.test(scope)) return t('connections.scope.delete');
  if (/write|^repo$/.test(scope)) return t('connections.scope.write');
  if (/user|workspace/.test(scope)) return t('connections.scope.people');
  return t('connections.scope.read');
}
