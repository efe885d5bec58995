import { FileDown } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../words/failure.tsx';
import { saveDiagnostics } from './save-diagnostics.ts';

export function DiagnosticsButton() {
  const { run, busy, error } = useCall();
  return (
    <>
      <Button icon={FileDown} isDisabled={busy} onPress={() => void run(saveDiagnostics)}>
        {t(busy ? 'logs.diagnostics.making' : 'command.diagnostics.save')}
      </Button>
      {error && <Failure error={error} />}
    </>
  );
}
