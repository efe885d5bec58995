import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { downloadBlob } from '../exchange/download.ts';

/** The host makes the file; where it goes the browser asks, or the system. */
export async function saveDiagnostics(): Promise<void> {
  const { name, zip } = await client.call('diagnostics.make', {});
  downloadBlob(name, new Blob([bytesOf(zip)], { type: 'application/zip' }));
  showToast(t('logs.diagnostics.made', { name }));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
