import {
  Accessibility,
  ArchiveRestore,
  Bell,
  Database,
  Info,
  Keyboard,
  type LucideIcon,
  Palette,
  RefreshCw,
  ScrollText,
  Settings,
  Shield,
  Smartphone,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { ListDetail } from '../../ui/list-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useMedia } from '../../ui/use-size.ts';
import { BackupSection } from '../backups/backup-section.tsx';
import { DevicesSection } from '../devices/devices-section.tsx';
import { LogsSection } from '../logs/logs-section.tsx';
import { Failure } from '../words/failure.tsx';
import { AboutSection } from './about-section.tsx';
import { AccessibilitySection } from './accessibility-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { DataSection } from './data-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { KeyboardSection } from './keyboard-section.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import type { SectionProps } from './section-props.ts';
import { findSettings, isSection, type Section, sectionName, sections } from './setting-index.ts';
import styles from './settings-screen.module.css';
import { SyncSection } from './sync-section.tsx';
import { useSettingChange } from './use-setting-change.ts';

const icons: Readonly<Record<Section, LucideIcon>> = {
  general: Settings,
  appearance: Palette,
  sync: RefreshCw,
  notifications: Bell,
  keyboard: Keyboard,
  data: Database,
  backup: ArchiveRestore,
  devices: Smartphone,
  logs: ScrollText,
  privacy: Shield,
  accessibility: Accessibility,
  about: Info,
};

const content: Readonly<Record<Section, (props: SectionProps) => ReactNode>> = {
  general: GeneralSection,
  appearance: AppearanceSection,
  sync: SyncSection,
  notifications: NotificationsSection,
  keyboard: KeyboardSection,
  data: DataSection,
  backup: BackupSection,
  devices: DevicesSection,
  logs: LogsSection,
  privacy: PrivacySection,
  accessibility: AccessibilitySection,
  about: AboutSection,
};

/** Everything that can be chosen. What is chosen holds at once and can be taken back; there is nothing to save. */
export function SettingsScreen({ section }: { readonly section: string | null }) {
  const isWide = useMedia('(min-width: 840px)');
  const known = isSection(section) ? section : null;
  const shown = known ?? (isWide ? 'general' : null);
  return (
    <Page title={t('settings.title')} layout="fill" isCovered={known !== null}>
      <ListDetail
        listLabel={t('settings.sections')}
        detailLabel={shown === null ? t('settings.title') : sectionName(shown)}
        list={<SectionList shown={shown} />}
        detail={shown !== null && <SectionPane key={shown} section={shown} />}
        placeholder=""
        back={{ label: t('settings.title'), href: routeHref({ kind: 'settings', section: null, setting: null }) }}
      />
    </Page>
  );
}

function SectionList({ shown }: { readonly shown: Section | null }) {
  const [query, setQuery] = useState('');
  const found = query.trim() === '' ? null : findSettings(query);
  return (
    <div className={cx(styles.side)}>
      <TextField
        label=""
        aria-label={t('settings.search')}
        placeholder={t('settings.search')}
        type="search"
        value={query}
        onChange={setQuery}
      />
      <nav aria-label={t('settings.sections')}>
        {found === null ? (
          <ul>
            {sections.map((section) => (
              <li key={section}>
                <Entry section={section} setting={null} text={sectionName(section)} isCurrent={section === shown} />
              </li>
            ))}
          </ul>
        ) : (
          <ul>
            {found.map(({ id, section, name }) => (
              <li key={id}>
                <Entry section={section} setting={id} text={name} note={sectionName(section)} />
              </li>
            ))}
          </ul>
        )}
        {found?.length === 0 && <p className={cx(styles.nothing)}>{t('settings.nothingFound')}</p>}
      </nav>
    </div>
  );
}

interface EntryProps {
  readonly section: Section;
  readonly setting: string | null;
  readonly text: string;
  readonly note?: string;
  readonly isCurrent?: boolean;
}

function Entry({ section, setting, text, note, isCurrent = false }: EntryProps) {
  const Icon = icons[section];
  return (
    <a
      href={routeHref({ kind: 'settings', section, setting })}
      className={cx(styles.entry, isCurrent && styles.current)}
      {...(isCurrent ? { 'aria-current': 'page' } : {})}
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
      <span>
        {text}
        {note && <span className={cx(styles.note)}>{note}</span>}
      </span>
    </a>
  );
}

function SectionPane({ section }: { readonly section: Section }) {
  const { value: settings, error } = useQuery('settings.show', {});
  const changing = useSettingChange();
  const Content = content[section];
  const failure = changing.error ?? error;
  return (
    <div className={cx(styles.pane)}>
      <h2 className={cx(styles.title)}>{sectionName(section)}</h2>
      {failure && <Failure error={failure} />}
      {!settings && !error && <Skeleton />}
      {settings && <Content settings={settings} change={changing.change} />}
    </div>
  );
}
