import { Copy } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button } from '../../ui/button.tsx';

/** Puts the lines that are shown where they can be pasted into a report. */
export function CopyLines({ lines }: { readonly lines: readonly string[] }) {
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(`${lines.join('\n')}\n`);
    showToast(t('logs.copied', { count: lines.length }));
  };
  return (
    <Button icon={Copy} isDisabled={lines.length === 0} onPress={() => void copy()}>
      {t('logs.copy')}
    </Button>
  );
}
