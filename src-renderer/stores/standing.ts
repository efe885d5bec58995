import type { ProfileView, StatusView } from '../../src-shared/api/views.ts';

/** The profile as the status has it; what the status does not know of it stays. */
export function standing(profile: ProfileView, { profiles }: StatusView): ProfileView {
  const found = profiles.find(({ name }) => name === profile.name);
  if (!found) return profile;
  const { why: _why, pause: _pause, ...rest } = profile;
  const { lastRun: _lastRun, ...now } = found;
  return { ...rest, ...now };
}
