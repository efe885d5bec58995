import type { CommandInfo } from '../../../src-shared/commands/commands.ts';
import type { Route } from '../../stores/routes.ts';

const scopes: Partial<Readonly<Record<Route['kind'], CommandInfo['scope']>>> = {
  tasks: 'tasks',
  conflicts: 'conflicts',
  preview: 'preview',
  history: 'history',
  profiles: 'profiles',
  profile: 'profiles',
};

/** Whose keys a screen has, besides those that work anywhere. */
export function scopeOf(kind: Route['kind']): CommandInfo['scope'] {
  return scopes[kind] ?? 'anywhere';
}
