import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { commandIds, commandInfo, keysOf } from '../../../src-shared/commands/bindings.ts';
import type { CommandId, CommandInfo } from '../../../src-shared/commands/commands.ts';
import { isDesktop } from '../../api/environment.ts';
import { t } from '../../i18n/t.ts';
import { resetAllKeys, setKeys, setSingleKeys, usePreferences } from '../../stores/preferences-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { SwitchRow } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { KeyRecorder } from './key-recorder.tsx';
import styles from './keyboard-settings.module.css';
import { Keys } from './keys-of.tsx';

const scopes = [...new Set(commandIds.map((id) => commandInfo(id).scope))];

/** Every command with its keys, to be changed; stands in the help and in Settings. */
export function KeyboardSettings() {
  const singleKeys = usePreferences((preferences) => preferences.singleKeys);
  const [recording, setRecording] = useState<CommandId | null>(null);
  const [recorded, setRecorded] = useState<CommandId | null>(null);
  const isChanged = usePreferences(({ keys }) => Object.keys(keys).length > 0);
  return (
    <div className={cx(styles.settings)}>
      <SwitchRow
        label={t('shell.keys.single')}
        description={t('shell.keys.singleWhy')}
        isSelected={singleKeys}
        onChange={setSingleKeys}
      />
      {scopes.map((scope) => (
        <Group
          key={scope}
          scope={scope}
          recording={recording}
          recorded={recorded}
          onRecord={(id) => {
            setRecorded(recording);
            setRecording(id);
          }}
        />
      ))}
      <div>
        <Button isDisabled={!isChanged} onPress={resetAllKeys}>
          {t('shell.keys.resetAll')}
        </Button>
      </div>
    </div>
  );
}

interface RowProps {
  readonly recording: CommandId | null;
  /** The focus goes back to it. */
  readonly recorded: CommandId | null;
  readonly onRecord: (id: CommandId | null) => void;
}

function Group({ scope, ...rest }: RowProps & { readonly scope: CommandInfo['scope'] }) {
  return (
    <section>
      <h3 className={cx(styles.title)}>{t(`shell.scope.${scope}`)}</h3>
      <ul>
        {commandIds
          .filter((id) => commandInfo(id).scope === scope)
          .map((id) => (
            <li key={id} className={cx(styles.row)}>
              <Row id={id} {...rest} />
            </li>
          ))}
      </ul>
    </section>
  );
}

function Row({ id, recording, recorded, onRecord }: RowProps & { readonly id: CommandId }) {
  const chosen = usePreferences(({ keys }) => keys);
  const name = t(`command.${id}`);
  if (recording === id) return <KeyRecorder id={id} onDone={() => onRecord(null)} />;
  return (
    <>
      <span className={cx(styles.name)}>{name}</span>
      <span className={cx(styles.keys)}>
        {keysOf(id, chosen, !isDesktop).map((keys) => (
          <Keys key={keys} keys={keys} />
        ))}
      </span>
      {chosen[id] && (
        <IconButton
          label={t('shell.keys.reset', { command: name })}
          icon={RotateCcw}
          onPress={() => setKeys(id, null)}
        />
      )}
      <Button
        variant="ghost"
        autoFocus={recorded === id}
        aria-label={t('shell.keys.changeOf', { command: name })}
        onPress={() => onRecord(id)}
      >
        {t('shell.keys.change')}
      </Button>
    </>
  );
}
