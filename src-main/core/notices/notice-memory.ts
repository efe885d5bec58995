import type { ProfileId } from '../../../src-shared/domain/ids.ts';
import { defaultNoticeSettings, type NoticeSettings } from '../../../src-shared/domain/notice.ts';
import type { Store } from '../store/store.ts';
import { type DigestMemory, noDigest } from './decide-digest.ts';
import { nothingKnown, type ProfileMemory } from './decide-notice.ts';

/** Setting: how a person wants to be told. */
export const noticeSettingsKey = 'notices.settings';
const memoryKey = 'notices.memory';
export const dayMs = 24 * 3_600_000;

/** What is remembered between runs. */
export interface NoticeMemory {
  readonly profiles: Readonly<Record<ProfileId, ProfileMemory>>;
  readonly digest: DigestMemory;
  /** Messages of the system in the last 24 hours; profile null: the digest. */
  readonly told: readonly { readonly at: number; readonly profile: ProfileId | null }[];
}

const noMemory: NoticeMemory = { profiles: {}, digest: noDigest, told: [] };

export async function readNoticeSettings({ settings }: Pick<Store, 'settings'>): Promise<NoticeSettings> {
  return { ...defaultNoticeSettings, ...(await settings.get<Partial<NoticeSettings>>(noticeSettingsKey)) };
}

export async function readNoticeMemory({ settings }: Pick<Store, 'settings'>): Promise<NoticeMemory> {
  return (await settings.get<NoticeMemory>(memoryKey)) ?? noMemory;
}

/** As many notices as anybody scrolls through. */
export const mostListed = 200;

export async function writeNoticeMemory({ settings }: Store, memory: NoticeMemory): Promise<void> {
  await settings.set(memoryKey, memory);
}

/** The system shows one more message. */
export function withTold(memory: NoticeMemory, profile: ProfileId | null, now: number): NoticeMemory {
  const told = memory.told.filter(({ at }) => at > now - dayMs && at <= now);
  return { ...memory, told: [...told, { at: now, profile }] };
}

/** One profile's memory made another one. */
export function withProfile(
  memory: NoticeMemory,
  profile: ProfileId,
  change: (own: ProfileMemory) => Partial<ProfileMemory>,
): NoticeMemory {
  const own = memory.profiles[profile] ?? nothingKnown;
  return { ...memory, profiles: { ...memory.profiles, [profile]: { ...own, ...change(own) } } };
}

/** The person wants to hear of a profile only when it is worse than now; null: of everything again. */
export async function mute(tx: Store, profile: ProfileId, isMuted: boolean): Promise<void> {
  const memory = await readNoticeMemory(tx);
  await writeNoticeMemory(
    tx,
    withProfile(memory, profile, ({ noted }) => ({ muted: isMuted ? noted : null })),
  );
}
