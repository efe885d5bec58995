import { Link2, Paperclip, TriangleAlert } from 'lucide-react';
import type { AttachmentView } from '../../../src-shared/api/views.ts';
import { isProgramName } from '../../../src-shared/program-names.ts';
import { locale, t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { fieldName } from '../words/field-text.ts';
import { safeHref } from '../words/safe-href.ts';
import { sizeText } from './size-text.ts';
import styles from './task-attachments.module.css';

/** Files at the task and addresses among them: what, how large, where, by whom. */
export function TaskAttachments({ attachments }: { readonly attachments: readonly AttachmentView[] }) {
  if (attachments.length === 0) return null;
  return (
    <section className={cx(styles.section)} aria-label={fieldName('attachments')}>
      <h3 className={cx(styles.heading)}>{fieldName('attachments')}</h3>
      <ul className={cx(styles.list)}>
        {attachments.map((one) => (
          <Attachment key={`${one.place} ${one.name} ${one.url}`} attachment={one} />
        ))}
      </ul>
    </section>
  );
}

function Attachment({ attachment: { kind, name, size, url, author, place } }: { readonly attachment: AttachmentView }) {
  const Icon = kind === 'file' ? Paperclip : Link2;
  const href = safeHref(url);
  const facts = [size === null ? null : sizeText(size, locale), place, author].filter(Boolean);
  return (
    <li className={cx(styles.file)}>
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" className={cx(styles.icon)} />
      <div className={cx(styles.text)}>
        {href ? (
          <a href={href} target="_blank" rel="noreferrer" dir="auto" className={cx(styles.name)}>
            <ForeignText text={name} />
          </a>
        ) : (
          <span dir="auto" className={cx(styles.name)}>
            <ForeignText text={name} />
          </span>
        )}
        <p className={cx(styles.meta)}>
          <ForeignText text={facts.join(' · ')} />
          {!href && ` · ${t('inspector.attachment.noAddress')}`}
        </p>
        {kind === 'file' && isProgramName(name) && (
          <p className={cx(styles.warning)}>
            <TriangleAlert size={14} strokeWidth={1.5} aria-hidden="true" /> {t('inspector.attachment.program')}
          </p>
        )}
      </div>
    </li>
  );
}
