import { mayCommand } from '../../api/rights.ts';
import { t } from '../../i18n/t.ts';
import { enterDemo, useDemoOffer } from '../../stores/demo-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Page } from '../../ui/page.tsx';
import { OnlyThere } from '../devices/only-there.tsx';
import { Failure } from '../words/failure.tsx';
import { ReaderChoices } from './reader-choices.tsx';
import styles from './welcome-screen.module.css';

/** Two ways to begin: the demonstration, which needs nothing, or one's own services. */
export function WelcomeScreen() {
  const connections = useQuery('connections.list', {}).value ?? [];
  const command = useCall();
  const hasConnections = connections.length > 0;
  const offersDemo = useDemoOffer();
  const isDemoFirst = offersDemo && !hasConnections;
  return (
    <Page title={t('welcome.title')}>
      <div className={cx(styles.welcome)}>
        <div>
          <p className={cx(styles.promise)}>{t('welcome.promise')}</p>
          <p className={cx(styles.where)}>{t('welcome.where')}</p>
        </div>
        {command.error && <Failure error={command.error} />}
        <div className={cx(styles.ways)}>
          {isDemoFirst && <TryIt isPrimary isBusy={command.busy} onTry={() => void command.run(enterDemo)} />}
          {hasConnections && (
            <>
              <p className={cx(styles.help)}>{t('welcome.connected', { count: connections.length })}</p>
              <LinkButton variant="primary" href={routeHref({ kind: 'new-profile' })}>
                {t('welcome.profile')}
              </LinkButton>
            </>
          )}
          {mayCommand('connections.add') ? (
            <LinkButton
              variant={isDemoFirst || hasConnections ? 'secondary' : 'primary'}
              href={routeHref({ kind: 'connections', adding: true })}
            >
              {t('welcome.connect')}
            </LinkButton>
          ) : (
            <OnlyThere what="connections" />
          )}
          {offersDemo && hasConnections && <TryIt isBusy={command.busy} onTry={() => void command.run(enterDemo)} />}
          <a className={cx(styles.link)} href={routeHref({ kind: 'profiles' })}>
            {t('welcome.import')}
          </a>
        </div>
        <ReaderChoices />
      </div>
    </Page>
  );
}

interface TryProps {
  readonly isPrimary?: boolean;
  readonly isBusy: boolean;
  readonly onTry: () => void;
}

function TryIt({ isPrimary = false, isBusy, onTry }: TryProps) {
  return (
    <>
      <Button variant={isPrimary ? 'primary' : 'secondary'} autoFocus={isPrimary} isDisabled={isBusy} onPress={onTry}>
        {t('welcome.try')}
      </Button>
      <p className={cx(styles.help)} role="status">
        {t(isBusy ? 'welcome.opening' : 'welcome.tryHelp')}
      </p>
    </>
  );
}
