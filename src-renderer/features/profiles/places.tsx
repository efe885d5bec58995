import { ArrowLeft, ArrowLeftRight, ArrowRight, type LucideIcon, Minus } from 'lucide-react';
import { Fragment } from 'react';
import { VisuallyHidden } from 'react-aria-components';
import type { EndpointView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import { type Flow, flowBetween, flowFromHere, flowWords } from './direction.ts';
import styles from './places.module.css';

const arrows: Readonly<Record<Flow, LucideIcon>> = {
  both: ArrowLeftRight,
  right: ArrowRight,
  left: ArrowLeft,
  none: Minus,
};

/** "Jira ⇄ GitHub": the places of a profile, and which way tasks go between them. */
export function Places({ endpoints }: { readonly endpoints: readonly EndpointView[] }) {
  const [only] = endpoints;
  if (!only) return <span className={cx(styles.places)}>{t('profiles.places.onlyHere')}</span>;
  if (endpoints.length === 1) {
    return (
      <span className={cx(styles.places)}>
        {t('words.thisDevice')} <Arrow flow={flowFromHere(only.direction)} /> {only.name}
      </span>
    );
  }
  return (
    <span className={cx(styles.places)}>
      {endpoints.map((endpoint, index) => {
        const before = endpoints[index - 1];
        return (
          <Fragment key={endpoint.id}>
            {before && <Arrow flow={flowBetween(before.direction, endpoint.direction)} />}
            <span>{endpoint.name}</span>
          </Fragment>
        );
      })}
    </span>
  );
}

export function Arrow({ flow }: { readonly flow: Flow }) {
  const Icon = arrows[flow];
  return (
    <span className={cx(styles.arrow)}>
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      <VisuallyHidden>{flowWords(flow)}</VisuallyHidden>
    </span>
  );
}
