import type { ProfileId } from '../../../src-shared/domain/ids.ts';

/** Setting that holds the profile's last verification. */
export const verificationKey = (profile: ProfileId): string => `verification.${profile}`;
