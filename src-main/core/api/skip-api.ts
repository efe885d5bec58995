import { setSkipped, skippedTasks } from '../engine/skipped-tasks.ts';
import { type ApiContext, type Handlers, requireTask } from './api-context.ts';
import { changeTask, taskIn, tryAgain } from './change-task.ts';

export function skipHandlers(context: ApiContext): Handlers<'tasks.skip'> {
  return {
    'tasks.skip': async ({ task: id, skip }) => {
      const { id: taskId, profile } = await requireTask(context, id);
      return await changeTask(context, async (tx) => {
        const isSkipped = (await skippedTasks(tx, profile)).has(taskId);
        if (isSkipped === skip) return await taskIn(tx, taskId);
        const at = new Date(context.options.ports.clock.now()).toISOString();
        await setSkipped(tx, profile, taskId, skip ? at : null);
        if (!skip) return await tryAgain(context, tx, taskId);
        // Nobody has to see to it any more; what is still the case is said again when it takes part again.
        for (const { endpoint } of await tx.problems.open({ tasks: [taskId] })) {
          await tx.problems.clear(endpoint, { tasks: [taskId] });
        }
        return await taskIn(tx, taskId);
      });
    },
  };
}
