import { CircleHelp, Ellipsis, Filter, type LucideIcon, Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { t } from '../../i18n/t.ts';
import { runCommand } from '../../stores/commands-store.ts';
import { useRoute } from '../../stores/route-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { selectionOf, useTicked } from '../../stores/task-selection-store.ts';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './bottom-bar.module.css';
import { type Destination, destinations, sideDestinations } from './destinations.ts';
import { PlaceLink } from './place-link.tsx';
import { useMarks } from './use-marks.ts';
import { useViewLinks } from './use-view-links.ts';

const inBar: readonly Destination['id'][] = ['tasks', 'conflicts', 'profiles'];
const inSheet = [...destinations, ...sideDestinations].filter(({ id }) => !inBar.includes(id));

/** The navigation of a phone: three places, a new task, and everything else behind More. */
export function BottomBar() {
  const [isOpen, setOpen] = useState(false);
  const route = useRoute((state) => state.route);
  const isSelecting = useTicked(({ ticked }) => selectionOf(ticked) !== null);
  const isElsewhere = inSheet.some(({ owns }) => owns(route));
  // The bar of what is selected takes its place.
  if (isSelecting) return null;
  return (
    <nav className={cx(styles.bar)} aria-label={t('shell.nav.main')} data-pane="">
      <Place id="tasks" />
      <Place id="conflicts" />
      <Button className={cx(styles.add)} aria-label={t('command.task.add')} onPress={() => runCommand('task.add')}>
        <Plus size={20} strokeWidth={1.75} aria-hidden="true" />
      </Button>
      <Place id="profiles" />
      <Button className={cx(styles.more, isElsewhere && styles.current)} onPress={() => setOpen(true)}>
        <Ellipsis size={16} strokeWidth={1.5} aria-hidden="true" />
        {t('ui.more')}
      </Button>
      <Dialog title={t('ui.more')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <MoreSheet onLeave={() => setOpen(false)} />
      </Dialog>
    </nav>
  );
}

function Place({ id }: { readonly id: Destination['id'] }) {
  const route = useRoute((state) => state.route);
  const mark = useMarks()[id];
  const place = destinations.find((destination) => destination.id === id);
  if (!place) return null;
  // On a phone the number of tasks stands above the list.
  const shown = mark?.isUrgent ? mark : undefined;
  return (
    <PlaceLink
      label={place.label}
      icon={place.icon}
      href={routeHref(place.route)}
      isCurrent={place.owns(route)}
      mark={shown}
    />
  );
}

function MoreSheet({ onLeave }: { readonly onLeave: () => void }) {
  const route = useRoute((state) => state.route);
  const marks = useMarks();
  const views = useViewLinks();
  const act = (run: () => void) => () => {
    onLeave();
    run();
  };
  return (
    // Links inside close the sheet by going elsewhere.
    <ul className={cx(styles.sheet)}>
      <Entry icon={Search} label={t('command.palette.open')} onPress={act(() => runCommand('palette.open'))} />
      {inSheet.map(({ id, label, icon, route: to, owns }) => (
        <li key={id} onClickCapture={onLeave}>
          <PlaceLink label={label} icon={icon} href={routeHref(to)} isCurrent={owns(route)} mark={marks[id]} />
        </li>
      ))}
      {views.map(({ name, href, isCurrent }) => (
        <li key={`view ${name}`} onClickCapture={onLeave}>
          <PlaceLink label={name} icon={Filter} href={href} isCurrent={isCurrent} />
        </li>
      ))}
      <Entry icon={CircleHelp} label={t('command.help.open')} onPress={act(() => runCommand('help.open'))} />
    </ul>
  );
}

interface EntryProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onPress: () => void;
}

function Entry({ icon: Icon, label, onPress }: EntryProps) {
  return (
    <li>
      <Button className={cx(styles.entry)} onPress={onPress}>
        <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
        {label}
      </Button>
    </li>
  );
}
