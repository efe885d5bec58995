import type { ProfileId } from '../../../src-shared/domain/ids.ts';

/** Setting that holds when the profile is due next: status shows it even where no scheduler runs. */
export const nextRunKey = (profile: ProfileId): string => `next-run.${profile}`;

/** The same for its verification. */
export const nextVerificationKey = (profile: ProfileId): string => `next-verification.${profile}`;
