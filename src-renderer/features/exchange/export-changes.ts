import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { download } from './download.ts';
import { readExport } from './read-export.ts';

/** Gives the person every change that is known, the newest first. @param profile null: of all of them */
export async function exportChanges(format: 'csv' | 'json', profile: string | null): Promise<void> {
  const file = await readExport({ what: 'history', format, ...(profile === null ? {} : { profile }) });
  if (file === null) return;
  const name = `${t('exchange.fileName.changes')}.${format}` as const;
  download(name, file.parts);
  showToast(t('exchange.changes.done', { count: file.rows, file: name }));
}
