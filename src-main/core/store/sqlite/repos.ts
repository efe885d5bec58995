import { SqliteAttachmentRepo } from './attachment-repo.ts';
import { SqliteCommentRepo } from './comment-repo.ts';
import { SqliteCompactionRepo } from './compaction-repo.ts';
import { SqliteConflictRepo } from './conflict-repo.ts';
import { SqliteConnectionRepo } from './connection-repo.ts';
import { SqliteEndpointRepo } from './endpoint-repo.ts';
import { SqliteHistoryRepo } from './history-repo.ts';
import { SqliteLinkRepo } from './link-repo.ts';
import { SqliteNoticeRepo } from './notice-repo.ts';
import { SqliteOutboxRepo } from './outbox-repo.ts';
import { SqliteProblemRepo } from './problem-repo.ts';
import { SqliteProfileRepo } from './profile-repo.ts';
import { SqliteProposalRepo } from './proposal-repo.ts';
import { SqliteRunRepo } from './run-repo.ts';
import { SqliteSettingRepo } from './setting-repo.ts';
import { SqliteStatsRepo } from './stats-repo.ts';
import { SqliteTaskRepo } from './task-repo.ts';
import type { Session } from './tx.ts';

/** All repos over one session: the store has a set, and each transaction has its own. */
export class Repos {
  readonly connections: SqliteConnectionRepo;
  readonly profiles: SqliteProfileRepo;
  readonly endpoints: SqliteEndpointRepo;
  readonly tasks: SqliteTaskRepo;
  readonly links: SqliteLinkRepo;
  readonly outbox: SqliteOutboxRepo;
  readonly conflicts: SqliteConflictRepo;
  readonly runs: SqliteRunRepo;
  readonly problems: SqliteProblemRepo;
  readonly history: SqliteHistoryRepo;
  readonly settings: SqliteSettingRepo;
  readonly comments: SqliteCommentRepo;
  readonly attachments: SqliteAttachmentRepo;
  readonly proposals: SqliteProposalRepo;
  readonly compaction: SqliteCompactionRepo;
  readonly stats: SqliteStatsRepo;
  readonly notices: SqliteNoticeRepo;

  constructor(session: Session) {
    this.connections = new SqliteConnectionRepo(session);
    this.profiles = new SqliteProfileRepo(session);
    this.endpoints = new SqliteEndpointRepo(session);
    this.tasks = new SqliteTaskRepo(session);
    this.links = new SqliteLinkRepo(session);
    this.outbox = new SqliteOutboxRepo(session);
    this.conflicts = new SqliteConflictRepo(session);
    this.runs = new SqliteRunRepo(session);
    this.problems = new SqliteProblemRepo(session);
    this.history = new SqliteHistoryRepo(session);
    this.settings = new SqliteSettingRepo(session);
    this.comments = new SqliteCommentRepo(session);
    this.attachments = new SqliteAttachmentRepo(session);
    this.proposals = new SqliteProposalRepo(session);
    this.compaction = new SqliteCompactionRepo(session);
    this.stats = new SqliteStatsRepo(session);
    this.notices = new SqliteNoticeRepo(session);
  }
}
