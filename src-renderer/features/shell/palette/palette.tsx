import { Search } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import {
  Autocomplete,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  Dialog as RacDialog,
  TextField,
} from 'react-aria-components';
import { t } from '../../../i18n/t.ts';
import { cx } from '../../../ui/cx.ts';
import { ForeignText } from '../../../ui/foreign-text.tsx';
import { KeysOf } from '../keys-of.tsx';
import styles from './palette.module.css';
import { type PaletteItem, paletteSections, readAsked } from './palette-items.ts';
import { keepRecent, readRecent } from './recent-store.ts';
import { usePaletteItems } from './use-palette-items.ts';

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Finds and does everything: commands, tasks, profiles, runs. Escape leads back to where one was. */
export function Palette({ isOpen, onClose }: Props) {
  return (
    <ModalOverlay
      className={cx(styles.overlay)}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
    >
      <Modal className={cx(styles.modal)}>
        <RacDialog className={cx(styles.dialog)} aria-label={t('command.palette.open')}>
          <Finder onClose={onClose} />
        </RacDialog>
      </Modal>
    </ModalOverlay>
  );
}

function Finder({ onClose }: Pick<Props, 'onClose'>) {
  const [typed, setTyped] = useState('');
  const [recent] = useState(readRecent);
  const asked = useMemo(() => readAsked(typed), [typed]);
  const items = usePaletteItems(asked);
  // The box first: one can type before everything that there is has been listed. From then on the list keeps up with each letter.
  const isListed = useDeferredValue(true, false);
  const sections = useMemo(
    () => (isListed ? paletteSections(items, asked, recent) : []),
    [isListed, items, asked, recent],
  );

  function choose({ id, run }: PaletteItem): void {
    onClose();
    keepRecent(id);
    // The palette gives the focus back while it closes; what is chosen may move it after that.
    requestAnimationFrame(() => requestAnimationFrame(run));
  }

  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      {/* Not a search field: in one, Escape would empty it first. */}
      <TextField aria-label={t('command.palette.open')} autoFocus className={cx(styles.field)}>
        <Search size={16} strokeWidth={1.5} aria-hidden="true" />
        <Input className={cx(styles.input)} placeholder={t('shell.palette.placeholder')} />
      </TextField>
      <Menu
        aria-label={t('shell.palette.results')}
        className={cx(styles.menu)}
        disabledKeys={items.flatMap(({ id, whyNot }) => (whyNot ? [id] : []))}
        renderEmptyState={() => isListed && <p className={cx(styles.empty)}>{t('shell.palette.nothing')}</p>}
      >
        {sections.map(({ group, items: shown }) => (
          <MenuSection key={group} id={group}>
            <Header className={cx(styles.header)}>{t(`shell.palette.${group}`)}</Header>
            {shown.map((item) => (
              <Entry key={item.id} item={item} onChoose={choose} />
            ))}
          </MenuSection>
        ))}
      </Menu>
      <p className={cx(styles.foot)}>{t('shell.palette.hint')}</p>
    </Autocomplete>
  );
}

interface EntryProps {
  readonly item: PaletteItem;
  readonly onChoose: (item: PaletteItem) => void;
}

function Entry({ item, onChoose }: EntryProps) {
  const { id, text, detail, whyNot, command } = item;
  return (
    <MenuItem id={id} textValue={text} className={cx(styles.item)} onAction={() => onChoose(item)}>
      <span className={cx(styles.text)} dir="auto">
        <ForeignText text={text} />
      </span>
      {(whyNot ?? detail) && (
        <span className={cx(styles.detail)} dir="auto">
          {whyNot ?? detail}
        </span>
      )}
      {command && <KeysOf command={command} />}
    </MenuItem>
  );
}
