import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectorView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Failure } from '../words/failure.tsx';
import styles from './connection-form.module.css';
import type { ConnectionInput } from './connection-form.tsx';
import { TestChecklist } from './test-checklist.tsx';
import { useConnectionTest } from './use-connection-test.ts';

interface Props {
  readonly connector: ConnectorView;
  readonly input: ConnectionInput;
  /** Back to the form, with what was typed. */
  readonly onChange: (input: ConnectionInput) => void;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** Tries what was typed, and saves it when it works; until then nothing of it is anywhere but here. */
export function TestStep({ connector, input, onChange, onSaved, onClose }: Props) {
  const { run, cancel, lines, test, isRunning, error } = useConnectionTest();
  const [tried, setTried] = useState(input);
  const saving = useCall();
  const { run: save } = saving;
  const onDone = useRef(onSaved);
  onDone.current = onSaved;

  const add = useCallback(
    async (values: ConnectionInput, tested?: string) => {
      const isSaved = await save(async () => {
        await client.call('connections.add', { ...values, connector: connector.id, ...(tested ? { tested } : {}) });
      });
      return isSaved;
    },
    [save, connector.id],
  );
  const ask = useCallback(
    async (values: ConnectionInput) => {
      const { signIn: _, ...plain } = values;
      let attempt = '';
      const result = await run((id) => {
        attempt = id;
        return client.call('connections.try', { ...plain, connector: connector.id, attempt: id });
      });
      if (result?.ok && (await add(values, attempt))) onDone.current();
    },
    [run, add, connector.id],
  );
  useEffect(() => void ask(input), [ask, input]);

  const again = (values: ConnectionInput) => {
    setTried(values);
    void ask(values);
  };
  const problem = error ?? saving.error;
  return (
    <div className={cx(styles.form)}>
      {lines && <TestChecklist lines={lines} />}
      {problem && <Failure error={problem} />}
      {test && !test.ok && <p>{t(test.readOnlyHelps ? 'connections.onlyReads' : 'connections.notYet')}</p>}
      <footer className={cx(styles.actions)}>
        {isRunning ? (
          <Button onPress={cancel}>{t('connections.cancelTest')}</Button>
        ) : (
          <>
            <Button onPress={() => onChange(tried)}>{t('connections.changeDetails')}</Button>
            <Button
              isDisabled={saving.busy}
              onPress={() =>
                void add(tried).then((isSaved) => {
                  if (isSaved) onClose();
                })
              }
            >
              {t('connections.saveUntested')}
            </Button>
            {test?.readOnlyHelps && (
              <Button onPress={() => again({ ...tried, readOnly: true })}>{t('connections.useReadOnly')}</Button>
            )}
            <Button variant="primary" isDisabled={saving.busy} onPress={() => again(tried)}>
              {t('connections.testAgain')}
            </Button>
          </>
        )}
      </footer>
    </div>
  );
}
