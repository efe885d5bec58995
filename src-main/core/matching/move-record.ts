import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Store } from '../store/store.ts';

/**
 * Gives records to another task, as if they had just been seen for the first time: nothing is agreed with that task yet, so
 * the next plan compares, takes over what is missing and asks about what differs. The same for their comments. Nothing is
 * written at any service.
 */
export async function moveRecords(tx: Store, links: readonly Link[], task: TaskId): Promise<void> {
  await tx.links.put(links.map(({ marks: _, ...link }) => ({ ...link, task, base: null, evidence: null, sent: {} })));
  for (const { endpoint, remoteId } of links) {
    const comments = await tx.comments.links(endpoint, [remoteId]);
    await tx.comments.putLinks(
      comments.map((link) => ({ ...link, comment: null, base: null, evidence: null, sent: null, replaced: null })),
    );
    await tx.comments.markDirty(endpoint, [remoteId]);
  }
}
