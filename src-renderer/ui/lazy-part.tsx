import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';

type Load<Props> = () => Promise<ComponentType<Props>>;

const loads: (() => Promise<unknown>)[] = [];

/**
 * A part of the page that is loaded when it is first shown, or by `loadParts` before that. Once it is here it is shown at once:
 * `lazy` alone would show the fallback for a moment even then.
 */
export function lazyPart<Props extends object>(load: Load<Props>, fallback: ReactNode = null): ComponentType<Props> {
  let here: ComponentType<Props> | null = null;
  let loading: Promise<{ default: ComponentType<Props> }> | null = null;
  const loadOnce = () => {
    loading ??= load().then((part) => {
      here = part;
      return { default: part };
    });
    return loading;
  };
  loads.push(loadOnce);
  const Later = lazy(loadOnce) as ComponentType<Props>;
  return function Part(props) {
    // Stays what it was when it appeared, so that it keeps its state.
    const [Shown] = useState(() => here ?? Later);
    return (
      <Suspense fallback={fallback}>
        <Shown {...props} />
      </Suspense>
    );
  };
}

/** The same for what opens over the page: nothing of it is here before it was opened. */
export function lazyDialog<Props extends object>(
  load: Load<Props>,
  isOpen: (props: Props) => boolean,
): ComponentType<Props> {
  const Part = lazyPart(load);
  return function Dialog(props) {
    const [wasOpened, setOpened] = useState(false);
    const isNeeded = wasOpened || isOpen(props);
    if (isNeeded && !wasOpened) setOpened(true);
    return isNeeded ? <Part {...props} /> : null;
  };
}

/** Loads all of them, one after the other and only while there is nothing else to do, so that none has to be waited for. */
export function loadParts(): void {
  const next = loads.shift();
  if (next)
    requestIdleCallback(() => {
      // One that cannot be had is asked for again, and complained about, when it is shown.
      next().then(loadParts, loadParts);
    });
}
