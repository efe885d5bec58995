import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting } from '../kit/applied.ts';
import type { RedmineClient } from './redmine-client.ts';

/**
 * Deletes one issue and nothing else (S17). Redmine would delete its subtasks and its logged time with it, unasked:
 * subtasks are taken out of it first, and an issue with logged time stays.
 */
export async function removeIssue(client: RedmineClient, id: RemoteId): Promise<void> {
  const own = await beforeWriting(client.belongings(id));
  if (own === null) return;
  if ((own.spent_hours ?? 0) > 0) {
    throw refused(
      id,
      'has logged time, which Redmine would delete with it',
      'Close it instead, or delete it in Redmine.',
    );
  }
  const children = own.children ?? [];
  for (const child of children) await client.updateIssue(String(child.id), { parent_issue_id: '' });
  if (children.length > 0) {
    // Without the permission for it, Redmine leaves the subtasks where they are and says nothing.
    const left = await beforeWriting(client.belongings(id));
    if ((left?.children ?? []).length > 0) {
      throw refused(id, 'has subtasks, which Redmine would delete with it', 'Move or delete them in Redmine first.');
    }
  }
  await client.deleteIssue(id);
}

function refused(id: RemoteId, why: string, what: string): TaskSyncError {
  return new TaskSyncError('rejected', `Issue #${id} ${why}. It was not deleted. ${what}`, { facts: { issue: id } });
}
