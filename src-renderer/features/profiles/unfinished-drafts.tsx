import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { dropDraft, useDrafts } from './drafts-store.ts';
import styles from './profiles-screen.module.css';

/** Profiles that were begun, or changed, and not saved. */
export function UnfinishedDrafts({ names }: { readonly names: readonly string[] }) {
  const drafts = useDrafts();
  const open = Object.keys(drafts).filter((name) => name === '' || names.includes(name));
  if (open.length === 0) return null;
  return (
    <ul className={cx(styles.drafts)}>
      {open.map((name) => (
        <li key={name} className={cx(styles.draft)}>
          <span>{name === '' ? t('profiles.draft.new') : t('profiles.draft.of', { name })}</span>
          <span className={cx(styles.actions)}>
            <Button variant="ghost" onPress={() => dropDraft(name === '' ? null : name)}>
              {t('profiles.draft.discard')}
            </Button>
            <LinkButton
              href={routeHref(name === '' ? { kind: 'new-profile' } : { kind: 'edit-profile', profile: name })}
            >
              {t('profiles.draft.continue')}
            </LinkButton>
          </span>
        </li>
      ))}
    </ul>
  );
}
