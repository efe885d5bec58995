import { ArrowRightLeft } from 'lucide-react';
import { useState } from 'react';
import type { ConnectorView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { queueServices } from '../../stores/setup-store.ts';
import { cx } from '../../ui/cx.ts';
import { LetterTile } from '../../ui/letter-tile.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Failure } from '../words/failure.tsx';
import styles from './choose-service.module.css';

/** What people join most often; those that are not there are not shown. */
const pairs = [
  ['jira', 'github'],
  ['jira', 'trello'],
  ['redmine', 'caldav'],
  ['github', 'asana'],
] as const;

interface Props {
  /** Nothing is connected yet: pairs are offered as well. */
  readonly isFirst: boolean;
  readonly onChoose: (connector: ConnectorView) => void;
}

export function ChooseService({ isFirst, onChoose }: Props) {
  const { value: connectors, error } = useQuery('connectors.list', {});
  const [search, setSearch] = useState('');
  if (error) return <Failure error={error} />;
  if (!connectors) return <Skeleton rows={4} />;
  const found = connectors.filter(({ name, summary }) =>
    `${name} ${summary}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  return (
    <div className={cx(styles.choose)}>
      {isFirst && search === '' && <Pairs connectors={connectors} onChoose={onChoose} />}
      <TextField label={t('connections.search')} value={search} onChange={setSearch} type="search" />
      <ul className={cx(styles.services)} aria-label={t('connections.services')}>
        {found.map((connector) => (
          <li key={connector.id}>
            <button type="button" className={cx(styles.service)} onClick={() => onChoose(connector)}>
              <LetterTile name={connector.name} />
              <span className={cx(styles.words)}>
                <span className={cx(styles.name)}>{connector.name}</span>
                <span className={cx(styles.summary)}>{connector.summary}</span>
                <Limits connector={connector} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={cx(styles.summary)}>{t('connections.noService', { search })}</p>}
    </div>
  );
}

/** What does not come over, said before anybody signs in. */
function Limits({ connector: { limits } }: { readonly connector: ConnectorView }) {
  if (limits.length === 0) return null;
  return (
    <span className={cx(styles.limits)}>
      {t('connections.notSynced', { limits: limits.map((limit) => t(`connections.limit.${limit}`)).join(' · ') })}
    </span>
  );
}

function Pairs({ connectors, onChoose }: Pick<Props, 'onChoose'> & { readonly connectors: readonly ConnectorView[] }) {
  const known = pairs.flatMap(([left, right]) => {
    const both = [left, right].map((id) => connectors.find((connector) => connector.id === id));
    const [first, second] = both;
    return first && second ? [[first, second] as const] : [];
  });
  if (known.length === 0) return null;
  return (
    <section className={cx(styles.pairs)} aria-label={t('connections.pairs')}>
      <h3 className={cx(styles.heading)}>{t('connections.pairs')}</h3>
      <ul className={cx(styles.tiles)}>
        {known.map(([first, second]) => (
          <li key={`${first.id}-${second.id}`}>
            <button
              type="button"
              className={cx(styles.pair)}
              onClick={() => {
                queueServices([first.id, second.id]);
                onChoose(first);
              }}
            >
              <span>{first.name}</span>
              <ArrowRightLeft size={16} strokeWidth={1.5} role="img" aria-label={t('connections.and')} />
              <span>{second.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
