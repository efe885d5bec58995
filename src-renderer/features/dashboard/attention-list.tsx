import type { StatusView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import type { GlyphTone, Shape } from '../../ui/shape.ts';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { stateWords } from '../words/state-words.ts';
import { profileStatus, wholeStatus } from '../words/status-text.ts';
import { type Attention, attentionOf } from './attention.ts';
import styles from './attention-list.module.css';

const glyphs: Readonly<Record<Attention['kind'], { readonly shape: Shape; readonly tone: GlyphTone }>> = {
  held: stateWords.held,
  'needs-you': stateWords['needs-you'],
  problem: stateWords.problem,
  conflicts: stateWords.conflict,
  matches: stateWords.conflict,
};

/** Where things stand, and what waits for the person. */
export function AttentionList({ status }: { readonly status: StatusView }) {
  const { shape, tone } = stateWords[status.state];
  const waiting = attentionOf(status);
  return (
    <section aria-label={t('dashboard.status')} className={cx(styles.status)}>
      <p className={cx(styles.sentence)}>
        <StatusGlyph shape={shape} tone={tone === 'quiet' ? 'success' : tone} size={20} />
        {wholeStatus(status)}
      </p>
      {waiting.length > 0 && (
        <ul className={cx(styles.list)}>
          {waiting.map((item) => (
            <li key={`${item.kind} ${item.profile}`} className={cx(styles.item)}>
              <StatusGlyph {...glyphs[item.kind]} />
              <span className={cx(styles.text)}>
                <bdi className={cx(styles.profile)}>{item.profile}</bdi> {attentionText(item)}
              </span>
              <LinkButton href={routeHref(item.route)}>{t(`dashboard.act.${item.kind}`)}</LinkButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function attentionText({ kind, count, status }: Attention): string {
  if (kind === 'held' || kind === 'needs-you') return profileStatus(status);
  return t(`dashboard.attention.${kind}`, { count });
}
