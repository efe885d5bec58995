import { FileText, FolderOpen } from 'lucide-react';
import { locale, t } from '../../i18n/t.ts';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { FileButton } from '../../ui/file-button.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { sizeText } from '../settings/size-text.ts';
import styles from './exchange.module.css';
import type { Import } from './use-import.ts';

const types = [
  ...['.csv', '.tsv', '.txt', '.json', '.ics'],
  ...['text/csv', 'text/tab-separated-values', 'text/plain', 'application/json', 'text/calendar'],
];

/** Which file, and for which profile. */
export function ImportFile({ profiles, work }: { readonly profiles: readonly string[]; readonly work: Import }) {
  const { file, choose, profile, setProfile, command } = work;
  return (
    <Card title={t('exchange.import.fileTitle')}>
      <p className={cx(styles.note)}>{t('exchange.import.formats')}</p>
      <div className={cx(styles.file)}>
        <FileButton
          icon={FolderOpen}
          variant={file === null ? 'primary' : 'secondary'}
          types={types}
          isDisabled={command.busy}
          onChoose={choose}
        >
          {t(file === null ? 'exchange.import.choose' : 'exchange.import.chooseAnother')}
        </FileButton>
        {file && (
          <span className={cx(styles.name)} dir="auto">
            <FileText size={16} strokeWidth={1.5} aria-hidden="true" />
            <span>
              <ForeignText text={t('exchange.import.file', { name: file.name, size: sizeText(file.bytes, locale) })} />
            </span>
          </span>
        )}
      </div>
      <div className={cx(styles.into)}>
        <SelectField
          label={t('exchange.import.into')}
          options={profiles.map((name) => ({ value: name, label: name }))}
          value={profile}
          onChange={setProfile}
          isDisabled={command.busy}
          description={profile === null && file !== null ? t('exchange.import.chooseProfile') : undefined}
        />
      </div>
    </Card>
  );
}
