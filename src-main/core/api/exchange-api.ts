import type { ApiInput } from '../../../src-shared/api/contract.ts';
import type { ImportView } from '../../../src-shared/api/exchange.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { type ApiContext, type Handlers, requireProfile } from './api-context.ts';
import { mostWithoutBackup } from './edit-many.ts';

/** What each of them needs is loaded when it is asked for: few commands do. */
export function exchangeHandlers(context: ApiContext): Handlers<'data.export' | 'data.planImport' | 'data.import'> {
  return {
    'data.export': async ({ what, format = 'csv', profile: name, of, after = null }) => {
      const { exportTasks, exportHistory } = await import('../exchange/export-page.ts');
      const inProfile = name === undefined ? {} : { profile: name };
      if (what === 'tasks') return await exportTasks(context, format, of ?? { query: '', ...inProfile }, after);
      const profile = name === undefined ? null : await requireProfile(context, name);
      if (format !== 'ics') return await exportHistory(context, format, profile, after);
      throw new TaskSyncError(
        'invalid-input',
        'A calendar has no place for the history. Nothing was exported. Use csv or json.',
      );
    },
    'data.planImport': async (input) => (await plan(context, input)).view,
    'data.import': async (input) => {
      const { view, profile, rows } = await plan(context, input);
      if (rows.length > mostWithoutBackup) await context.backups.before('bulk');
      const { carryOut } = await import('../exchange/carry-out.ts');
      const entries = await carryOut(context, profile, rows);
      if (entries.length > 0) context.emit({ kind: 'changed', what: ['tasks', 'status', 'profiles'] });
      return { ...view, entries };
    },
  };
}

async function plan(context: ApiContext, { profile: name, text, columns = {} }: ApiInput<'data.planImport'>) {
  const profile = await requireProfile(context, name);
  const { readFile } = await import('../exchange/read-file.ts');
  const { changeMapping } = await import('../exchange/map-columns.ts');
  const { planImport } = await import('../exchange/plan-import.ts');
  const { viewImport } = await import('../exchange/view-import.ts');
  const table = readFile(text);
  const mapping = changeMapping(table.columns, columns);
  const planned = await planImport(context, profile, table, mapping);
  const view: ImportView = viewImport(profile, table, mapping, planned);
  return { view, profile, rows: planned.rows };
}
