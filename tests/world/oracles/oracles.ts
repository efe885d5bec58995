import type { RunView } from '../../../src-shared/api/views.ts';
import type { Installation } from '../installation.ts';
import type { World } from '../world.ts';
import { checkCommentSafety, checkComments } from './comments.ts';
import { checkConvergence } from './convergence.ts';
import { checkDeletions } from './deletions.ts';
import { checkIdentities } from './identities.ts';
import { checkLineage } from './lineage.ts';
import { checkParents } from './parents.ts';
import { checkScope } from './scope.ts';
import { checkStatus } from './status.ts';
import { checkWriteReasons } from './write-reasons.ts';

/** What must hold at any moment, whatever went wrong. */
export async function checkSafety(world: World): Promise<void> {
  checkScope(world);
  checkWriteReasons(world);
  checkCommentSafety(world);
  await checkIdentities(world);
  await checkDeletions(world);
}

export async function checkAfterRun(_world: World, _installation: Installation, _run: RunView): Promise<void> {}

/** L1: nothing is left to do, and everything is equal. */
export async function checkQuiet(world: World): Promise<void> {
  await checkConvergence(world);
}

/** What must hold when everything is quiet. */
export async function checkAtEnd(world: World): Promise<void> {
  await checkLineage(world);
  await checkParents(world);
  await checkStatus(world);
  await checkComments(world);
}
