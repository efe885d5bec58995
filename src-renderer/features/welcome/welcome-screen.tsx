import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { locale } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Page } from '../../ui/page.tsx';
import styles from './welcome-screen.module.css';

const list = new Intl.ListFormat(locale, { type: 'disjunction' });
const connect = routeHref({ kind: 'connections', adding: true });
const profile = routeHref({ kind: 'new-profile' });

/** The way from nothing to the first run: two connections, then a profile. Steps already done are ticked. */
export function WelcomeScreen() {
  const connections = useQuery('connections.list', {}).value ?? [];
  const connectors = useQuery('connectors.list', {}).value ?? [];
  const services = list.format(connectors.slice(0, 4).map(({ name }) => name));
  const [first, second] = connections;
  return (
    <Page title="Welcome">
      <div className={cx(styles.welcome)}>
        <div>
          <p className={cx(styles.promise)}>Keep your tasks the same everywhere.</p>
          <p className={cx(styles.where)}>Everything stays on this computer.</p>
        </div>
        <ol className={cx(styles.steps)}>
          <Step
            number={1}
            title="Connect a service"
            isDone={first !== undefined}
            isNext={!first}
            done={first?.name}
            action={
              <LinkButton variant="primary" href={connect}>
                Connect my services
              </LinkButton>
            }
          >
            {`Where your tasks are now${services ? `: ${services}` : ''}.`}
          </Step>
          <Step
            number={2}
            title="Connect a second one"
            isDone={second !== undefined}
            isNext={Boolean(first && !second)}
            done={second?.name}
            action={
              <LinkButton variant="primary" href={connect}>
                Connect another
              </LinkButton>
            }
          >
            The other place that should hold the same tasks. One is enough if you only want them on this computer too.
          </Step>
          <Step
            number={3}
            title="Make a profile"
            isDone={false}
            isNext={Boolean(first)}
            action={
              <LinkButton variant={second ? 'primary' : 'secondary'} href={profile}>
                New profile
              </LinkButton>
            }
          >
            Which lists belong together, which way, and when. You see a preview before anything is written.
          </Step>
        </ol>
      </div>
    </Page>
  );
}

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly isDone: boolean;
  readonly isNext: boolean;
  readonly done?: string | undefined;
  readonly action: ReactNode;
  readonly children: string;
}

function Step({ number, title, isDone, isNext, done, action, children }: StepProps) {
  return (
    <li className={cx(styles.step, isDone && styles.finished)}>
      <span className={cx(styles.number)} aria-hidden="true">
        {isDone ? <Check size={16} strokeWidth={2} /> : number}
      </span>
      <div className={cx(styles.words)}>
        <h2 className={cx(styles.title)}>
          {title}
          {isDone && <span className={cx(styles.done)}>Done: {done}</span>}
        </h2>
        {!isDone && <p className={cx(styles.text)}>{children}</p>}
        {isNext && <div className={cx(styles.action)}>{action}</div>}
      </div>
    </li>
  );
}
