import { CircleHelp, Filter, Search } from 'lucide-react';
import { Button as RacButton } from 'react-aria-components';
import { t } from '../../i18n/t.ts';
import { runCommand } from '../../stores/commands-store.ts';
import { useRoute } from '../../stores/route-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { Hint } from '../../ui/hint.tsx';
import { useMedia } from '../../ui/use-size.ts';
import { BottomBar } from './bottom-bar.tsx';
import { type Destination, destinations, sideDestinations } from './destinations.ts';
import { KeysOf } from './keys-of.tsx';
import { Mark } from './mark.tsx';
import styles from './navigation.module.css';
import { PlaceLink } from './place-link.tsx';
import { useMarks } from './use-marks.ts';
import { useViewLinks } from './use-view-links.ts';

/** A sidebar, a rail of icons or a bar at the bottom, as the width allows. */
export function Navigation() {
  return useMedia('(max-width: 599px)') ? <BottomBar /> : <Sidebar />;
}

function Sidebar() {
  const route = useRoute((state) => state.route);
  const marks = useMarks();
  const isRail = useMedia('(max-width: 1199px)');
  const place = ({ id, label, icon, route: to, owns }: Destination) => (
    <li key={id}>
      <PlaceLink
        label={label}
        icon={icon}
        href={routeHref(to)}
        isCurrent={owns(route)}
        mark={marks[id]}
        isRail={isRail}
      />
    </li>
  );
  return (
    <nav className={cx(styles.nav)} aria-label={t('shell.nav.main')} data-pane="">
      <div className={cx(styles.brand)}>
        <Mark />
        <span className={cx(styles.word)}>Task Sync</span>
      </div>
      <SearchButton isRail={isRail} />
      <ul className={cx(styles.list)}>{destinations.map(place)}</ul>
      <Views isRail={isRail} />
      <ul className={cx(styles.list)}>
        {sideDestinations.map(place)}
        <li>
          <HelpButton isRail={isRail} />
        </li>
      </ul>
    </nav>
  );
}

/** Opens the palette; looks like the box that it is about to be. */
function SearchButton({ isRail }: { readonly isRail: boolean }) {
  const button = (
    <RacButton className={cx(styles.search)} onPress={() => runCommand('palette.open')}>
      <Search size={16} strokeWidth={1.5} aria-hidden="true" />
      <span className={cx(styles.word)}>{t('shell.nav.search')}</span>
      <span className={cx(styles.word, styles.keys)} aria-hidden="true">
        <KeysOf command="palette.open" />
      </span>
    </RacButton>
  );
  return isRail ? <Hint text={t('command.palette.open')}>{button}</Hint> : button;
}

/** Saved views; where there is only room for icons they are in the toolbar of the tasks. */
function Views({ isRail }: { readonly isRail: boolean }) {
  const links = useViewLinks();
  if (isRail || links.length === 0) return <div className={cx(styles.filler)} />;
  return (
    <section className={cx(styles.views)} aria-label={t('shell.nav.views')}>
      <h2 className={cx(styles.heading)}>{t('shell.nav.views')}</h2>
      <ul>
        {links.map(({ name, href, isCurrent }) => (
          <li key={name}>
            <PlaceLink label={name} icon={Filter} href={href} isCurrent={isCurrent} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function HelpButton({ isRail }: { readonly isRail: boolean }) {
  const button = (
    <RacButton className={cx(styles.place, styles.help)} onPress={() => runCommand('help.open')}>
      <CircleHelp size={16} strokeWidth={1.5} aria-hidden="true" />
      <span className={cx(styles.word)}>{t('shell.nav.help')}</span>
    </RacButton>
  );
  return isRail ? <Hint text={t('shell.nav.help')}>{button}</Hint> : button;
}
