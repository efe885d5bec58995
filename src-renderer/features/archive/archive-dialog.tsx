import { Search } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { ArchiveFileView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './archive.module.css';
import { ArchiveLines } from './archive-lines.tsx';
import { spanOf } from './span-of.ts';

const shownAtOnce = 50;

interface Props {
  /** Null: all files. */
  readonly file: ArchiveFileView | null;
  readonly onClose: () => void;
}

/** What the archive holds, the newest first, and of which task or run. Asked when sent: files are read for it. */
export function ArchiveDialog({ file, onClose }: Props) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState({ query: '', limit: shownAtOnce });
  const { value, error } = useQuery('archive.show', {
    ...(file === null ? {} : { file: file.name }),
    ...(asked.query === '' ? {} : { query: asked.query }),
    limit: asked.limit,
  });
  const search = (event: FormEvent): void => {
    event.preventDefault();
    setAsked({ query: text.trim(), limit: shownAtOnce });
  };
  return (
    <Dialog
      title={file === null ? t('archive.title') : t('archive.titleOfFile', spanOf(file))}
      isOpen
      onClose={onClose}
      wide
    >
      <form className={cx(styles.search)} onSubmit={search}>
        <TextField
          label={t('archive.query')}
          description={t('archive.queryHelp')}
          type="search"
          maxLength={200}
          value={text}
          onChange={setText}
          autoFocus
        />
        <Button icon={Search} type="submit">
          {t('archive.find')}
        </Button>
      </form>
      {error && <Failure error={error} />}
      {!value && !error && <Skeleton rows={4} />}
      {value?.lines.length === 0 && <p className={cx(styles.text)}>{t('archive.nothing')}</p>}
      {value && value.lines.length > 0 && <ArchiveLines lines={value.lines} />}
      {value?.isMore && asked.limit < 1_000 && (
        <Button onPress={() => setAsked({ ...asked, limit: Math.min(1_000, asked.limit + shownAtOnce) })}>
          {t('archive.next')}
        </Button>
      )}
    </Dialog>
  );
}
