import { Ellipsis, Search } from 'lucide-react';
import { useState } from 'react';
import type { ArchiveFileView } from '../../../src-shared/api/views.ts';
import { client } from '../../api/client.ts';
import { mayCommand } from '../../api/rights.ts';
import { locale, t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { SkeletonBar } from '../../ui/skeleton.tsx';
import { sizeText } from '../settings/size-text.ts';
import { Failure } from '../words/failure.tsx';
import styles from './archive.module.css';
import { ArchiveDialog } from './archive-dialog.tsx';
import { spanOf } from './span-of.ts';

const shownAtFirst = 5;

/** The files of the archive: what each holds, a look inside, and the way to be rid of one. */
export function ArchiveFiles() {
  const { value, error } = useQuery('archive.list', {});
  const [looking, setLooking] = useState<ArchiveFileView | 'all' | null>(null);
  const [removing, setRemoving] = useState<ArchiveFileView | null>(null);
  const [isWhole, setWhole] = useState(false);
  if (!value) return error ? <Failure error={error} /> : <SkeletonBar />;
  const { folder, files } = value;
  if (folder === null) return <p className={cx(styles.text)}>{t('archive.inMemory')}</p>;
  if (files.length === 0) return <p className={cx(styles.text)}>{t('archive.none')}</p>;
  const shown = isWhole ? files : files.slice(0, shownAtFirst);
  return (
    <>
      <Button icon={Search} onPress={() => setLooking('all')}>
        {t('archive.search')}
      </Button>
      <ul className={cx(styles.files)}>
        {shown.map((file) => (
          <ArchiveRow
            key={file.name}
            file={file}
            onLook={() => setLooking(file)}
            {...(mayCommand('archive.remove') ? { onRemove: () => setRemoving(file) } : {})}
          />
        ))}
      </ul>
      {shown.length < files.length && (
        <Button variant="ghost" onPress={() => setWhole(true)}>
          {t('archive.showAll', { count: files.length })}
        </Button>
      )}
      <p className={cx(styles.text)}>
        {t('archive.folder')} <span className={cx(styles.folder)}>{folder}</span>
      </p>
      {looking && <ArchiveDialog file={looking === 'all' ? null : looking} onClose={() => setLooking(null)} />}
      {removing && <RemoveDialog file={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

interface RowProps {
  readonly file: ArchiveFileView;
  readonly onLook: () => void;
  /** Absent: it may not be done here. */
  readonly onRemove?: () => void;
}

function ArchiveRow({ file, onLook, onRemove }: RowProps) {
  const span = spanOf(file);
  return (
    <li className={cx(styles.file)}>
      <div className={cx(styles.words)}>
        <p className={cx(styles.name)}>{t('archive.span', span)}</p>
        <p className={cx(styles.text)}>{aboutText(file)}</p>
      </div>
      <div className={cx(styles.actions)}>
        <Button aria-label={t('archive.showOne', span)} onPress={onLook}>
          {t('archive.show')}
        </Button>
        {onRemove && (
          <Menu
            label={t('archive.more', span)}
            trigger={<IconButton label={t('archive.more', span)} icon={Ellipsis} />}
            groups={[{ entries: [{ id: 'remove', label: t('archive.remove'), danger: true, onAction: onRemove }] }]}
          />
        )}
      </div>
    </li>
  );
}

function RemoveDialog({ file, onClose }: { readonly file: ArchiveFileView; readonly onClose: () => void }) {
  const { run, busy, error } = useCall();
  async function remove(): Promise<void> {
    const isDone = await run(async () => void (await client.call('archive.remove', { file: file.name })));
    if (!isDone) return;
    showToast(t('archive.removed'));
    onClose();
  }
  return (
    <Dialog
      role="alertdialog"
      title={t('archive.remove.title', spanOf(file))}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {t('archive.keep')}
          </Button>
          <Button variant="danger" isDisabled={busy} onPress={() => void remove()}>
            {t('archive.removeIt')}
          </Button>
        </>
      }
    >
      {error && <Failure error={error} />}
      <p>{t('archive.remove.what')}</p>
    </Dialog>
  );
}

const kinds = ['changes', 'runs', 'conflicts', 'tasks'] as const;

function aboutText(file: ArchiveFileView): string {
  const held = kinds.filter((kind) => file[kind] > 0).map((kind) => t(`archive.${kind}`, { count: file[kind] }));
  return [...held, sizeText(file.size, locale)].join(' · ');
}
