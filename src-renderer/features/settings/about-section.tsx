import { useState } from 'react';
import { version } from '../../../src-shared/version.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { settingName } from './setting-index.ts';
import { SettingRow } from './setting-row.tsx';
import styles from './settings-screen.module.css';
import { UpdateRows } from './updates-row.tsx';

/** Made by the build beside the page. */
const licencesFile = 'licences.txt';

export function AboutSection() {
  const [text, setText] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const open = async (): Promise<void> => {
    setOpen(true);
    setText(await read());
  };
  return (
    <>
      <SettingRow id="version" section="about" about={t('settings.versionIs', { version })} />
      <UpdateRows />
      <SettingRow
        id="licences"
        section="about"
        control={<Button onPress={() => void open()}>{t('settings.showLicences')}</Button>}
      />
      <Dialog title={settingName('licences')} isOpen={isOpen} onClose={() => setOpen(false)} wide>
        {text === null ? <Skeleton /> : <pre className={cx(styles.licences)}>{text}</pre>}
      </Dialog>
    </>
  );
}

async function read(): Promise<string> {
  try {
    const answer = await fetch(licencesFile);
    return answer.ok ? await answer.text() : t('settings.noLicences');
  } catch {
    return t('settings.noLicences');
  }
}
