import { useSyncExternalStore } from 'react';
import { cx } from '../../../src-renderer/ui/cx.ts';
import styles from './components-page.module.css';
import { type Component, componentStates, isAlone, type Story, stories, storyName } from './states.ts';
import { looks } from './stories/all.tsx';

/** Every component in every state that it can be told to be in; what lies over the page comes alone, by its name in the address. */
export function ComponentsPage() {
  const wanted = useSyncExternalStore(onHash, () => decodeURIComponent(location.hash.slice(1)));
  const alone = stories.find((story) => storyName(story) === wanted && isAlone(story));
  return (
    <main className={cx(styles.page)}>
      <div className={cx(styles.column)}>
        <h1 className={cx(styles.title)}>Components</h1>
        {alone ? (
          <StoryBox story={alone} />
        ) : (
          (Object.keys(componentStates) as Component[]).map((component) => (
            <section key={component} className={cx(styles.component)} aria-label={component}>
              <h2 className={cx(styles.name)}>{component}</h2>
              <div className={cx(styles.stories)}>
                {stories
                  .filter((story) => story.component === component && !isAlone(story))
                  .map((story) => (
                    <StoryBox key={story.state} story={story} />
                  ))}
              </div>
            </section>
          ))
        )}
      </div>
    </main>
  );
}

/** Those that fill the room that they are given. */
const wide: readonly Component[] = ['banner', 'data-grid', 'list-detail', 'page', 'tabs'];
/** Those that are as wide as their words. */
const hug: readonly Component[] = [
  'button',
  'chip',
  'hint',
  'key-hint',
  'letter-tile',
  'mark-strip',
  'menu',
  'status-glyph',
];
const tall: readonly Component[] = ['data-grid', 'list-detail', 'page'];

function StoryBox({ story }: { readonly story: Story }) {
  const { component, state } = story;
  const look = looks[component] as Readonly<Record<string, React.ReactNode>>;
  return (
    <div
      id={storyName(story)}
      className={cx(
        ...[styles.story, wide.includes(component) && styles.wide],
        ...[hug.includes(component) && styles.hug, tall.includes(component) && styles.tall],
      )}
    >
      <p className={cx(styles.state)}>{state}</p>
      <div className={cx(styles.stage)}>{look[state]}</div>
    </div>
  );
}

function onHash(listen: () => void): () => void {
  addEventListener('hashchange', listen);
  return () => removeEventListener('hashchange', listen);
}
