import type { AttachmentLink } from '../domain/attachment.ts';

/**
 * Files of one task that have the same size as another one of it: those whose content nobody has compared yet are to be read
 * before anything is decided about them. Files of different sizes differ, so most are never read for this. Pure.
 */
export function mayBeEqual(links: readonly AttachmentLink[], maxBytes: number): readonly AttachmentLink[] {
  const files = links.filter(({ state, observation: { kind, size } }) => {
    return kind === 'file' && state === 'linked' && size !== null && size <= maxBytes;
  });
  const bySize = Map.groupBy(files, ({ observation }) => observation.size);
  return [...bySize.values()].filter((same) => same.length > 1).flat();
}
