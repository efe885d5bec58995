import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Heading, Modal, ModalOverlay, Dialog as RacDialog } from 'react-aria-components';
import { t } from '../i18n/t.ts';
import { IconButton } from './button.tsx';
import { cx } from './cx.ts';
import styles from './dialog.module.css';
import { useScrolls } from './use-size.ts';

interface Props {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons; the safe one first. */
  readonly actions?: ReactNode;
  /** `alertdialog` for a decision that cannot be put off. */
  readonly role?: 'dialog' | 'alertdialog';
  readonly wide?: boolean;
}

/** Over everything, a full sheet on a phone. Escape and the close button are the same safe way out. */
export function Dialog({ title, isOpen, onClose, children, actions, role = 'dialog', wide = false }: Props) {
  return (
    <ModalOverlay
      className={cx(styles.overlay)}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
    >
      <Modal className={cx(styles.modal, wide && styles.wide)}>
        <RacDialog className={cx(styles.dialog)} role={role}>
          <div className={cx(styles.header)}>
            <Heading slot="title" level={2} className={cx(styles.title)}>
              {title}
            </Heading>
            <IconButton label={t('ui.close')} icon={X} onPress={onClose} />
          </div>
          <Body>{children}</Body>
          {actions && <div className={cx(styles.actions)}>{actions}</div>}
        </RacDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Keys can scroll it, also where nothing in it takes the focus. */
function Body({ children }: { readonly children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  const scrolls = useScrolls(body);
  return (
    <div ref={body} className={cx(styles.body)} data-scroller="" {...(scrolls ? { tabIndex: 0 } : {})}>
      {children}
    </div>
  );
}
