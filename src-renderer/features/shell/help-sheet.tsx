import { useState } from 'react';
import { commandIds, commandInfo, keysOf } from '../../../src-shared/commands/bindings.ts';
import type { CommandInfo } from '../../../src-shared/commands/commands.ts';
import { isDesktop } from '../../api/environment.ts';
import { t } from '../../i18n/t.ts';
import { usePreferences } from '../../stores/preferences-store.ts';
import { useRoute } from '../../stores/route-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './help-sheet.module.css';
import { KeyboardSettings } from './keyboard-settings.tsx';
import { KeysOf } from './keys-of.tsx';
import { scopeOf } from './scope-of-route.ts';

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** What can be done here by key: made of the table of commands, for the screen that is shown. */
export function HelpSheet({ isOpen, onClose }: Props) {
  const [changes, setChanges] = useState(false);
  const close = () => {
    setChanges(false);
    onClose();
  };
  return (
    <Dialog
      title={changes ? t('shell.keys.title') : t('command.help.open')}
      isOpen={isOpen}
      onClose={close}
      wide
      actions={
        <Button onPress={() => setChanges(!changes)}>{changes ? t('shell.help.back') : t('shell.keys.change')}</Button>
      }
    >
      {changes ? <KeyboardSettings /> : <Sheet />}
    </Dialog>
  );
}

function Sheet() {
  const screen = useRoute(({ route }) => scopeOf(route.kind));
  const scopes = screen === 'anywhere' ? [screen] : [screen, 'anywhere' as const];
  return (
    <>
      <p>{t('shell.help.how')}</p>
      <div className={cx(styles.groups)}>
        {scopes.map((scope) => (
          <Keys key={scope} scope={scope} />
        ))}
      </div>
      {!isDesktop && <p>{t('shell.help.browser')}</p>}
    </>
  );
}

function Keys({ scope }: { readonly scope: CommandInfo['scope'] }) {
  const chosen = usePreferences(({ keys }) => keys);
  const ids = commandIds.filter((id) => commandInfo(id).scope === scope && keysOf(id, chosen, !isDesktop).length > 0);
  if (ids.length === 0) return null;
  return (
    <section>
      <h3 className={cx(styles.title)}>{t(`shell.scope.${scope}`)}</h3>
      <dl className={cx(styles.keys)}>
        {ids.map((id) => (
          <div key={id} className={cx(styles.row)}>
            <dt>{t(`command.${id}`)}</dt>
            <dd>
              <KeysOf command={id} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
