import type { NoticesView } from '../../../src-shared/api/views.ts';
import type { Route } from '../../stores/routes.ts';
import type { GlyphTone, Shape } from '../../ui/shape.ts';

export type NoticeItem = NoticesView['notices'][number];

/** The shapes that its state has everywhere. */
export const noticeGlyphs: Readonly<Record<NoticeItem['kind'], { readonly shape: Shape; readonly tone: GlyphTone }>> = {
  held: { shape: 'hand', tone: 'warning' },
  'sign-in': { shape: 'triangle', tone: 'warning' },
  failed: { shape: 'triangle', tone: 'danger' },
  problems: { shape: 'cross', tone: 'danger' },
  offline: { shape: 'cloud', tone: 'neutral' },
  conflicts: { shape: 'fork', tone: 'warning' },
};

/** Where something can be done about it; null: its profile is gone. */
export function noticeRoute({ kind, profile }: Pick<NoticeItem, 'kind' | 'profile'>): Route | null {
  if (kind === 'conflicts') return { kind: 'conflicts', conflict: null };
  if (!profile) return null;
  switch (kind) {
    case 'held':
      return { kind: 'preview', profile };
    case 'sign-in':
      return { kind: 'connections', adding: false };
    case 'problems':
      return { kind: 'tasks', task: null, search: 'is:problem' };
    case 'offline':
      return { kind: 'tasks', task: null, search: 'is:waiting' };
    case 'failed':
      return { kind: 'profile', profile };
  }
}
