/**
 * Each component of `src-renderer/ui`, by the name of its file, with the states that it is shown in. A test compares the names with
 * the folder, the compiler compares the states with the stories, and `docs/states.md` is made of both.
 */
export const componentStates = {
  banner: ['neutral', 'info', 'warning', 'long'],
  button: [
    ...(['secondary', 'primary', 'ghost', 'danger', 'with icon', 'only icon', 'link'] as const),
    ...(['hover', 'focus', 'pressed', 'disabled', 'long'] as const),
  ],
  card: ['with title', 'plain', 'long'],
  'check-field': [
    ...(['off', 'on', 'described', 'switch off', 'switch on', 'hover', 'focus', 'pressed'] as const),
    ...(['disabled', 'switch disabled', 'long'] as const),
  ],
  chip: ['plain', 'removable', 'hover', 'focus', 'long'],
  'choice-field': ['list', 'row', 'hover', 'focus', 'long'],
  'combo-field': ['empty', 'chosen', 'focus', 'disabled', 'error', 'long', 'open'],
  'data-grid': ['filled', 'loading', 'hover', 'focus', 'long'],
  'date-field': ['empty', 'date', 'with time', 'hover', 'focus', 'error', 'open'],
  dialog: ['open', 'alert open', 'long open'],
  'diff-text': ['changed', 'long'],
  'empty-state': ['plain', 'with action', 'long'],
  'error-card': ['plain', 'with details', 'with action', 'long'],
  'foreign-text': ['plain', 'marked'],
  hint: ['open'],
  'key-hint': ['plain'],
  'letter-tile': ['plain'],
  'list-detail': ['nothing chosen', 'chosen'],
  'mark-strip': ['plain'],
  'markdown-text': ['filled', 'long'],
  menu: ['closed', 'open'],
  page: ['read', 'fill', 'long'],
  'progress-bar': ['begun', 'half', 'done', 'unknown'],
  'qr-code': ['address'],
  'select-field': ['empty', 'chosen', 'hover', 'focus', 'disabled', 'error', 'long', 'open'],
  skeleton: ['loading'],
  'status-glyph': ['shapes', 'tones'],
  'suggest-field': ['empty', 'filled', 'focus', 'error', 'open'],
  tabs: ['plain', 'hover', 'focus', 'long'],
  'tag-combo': ['empty', 'filled', 'focus', 'long', 'open'],
  'tag-field': ['empty', 'filled', 'focus', 'long'],
  'text-field': ['empty', 'filled', 'described', 'lines', 'focus', 'disabled', 'read only', 'error', 'long'],
  tick: ['off', 'on', 'hover', 'focus'],
  toasts: ['open', 'long open'],
  'virtual-list': ['filled'],
} as const satisfies Record<string, readonly string[]>;

export type Component = keyof typeof componentStates;
export type StateOf<Name extends Component> = (typeof componentStates)[Name][number];

/** What has no look of its own. */
export const unseen = ['data-grid-head', 'file-button', 'lazy-part'] as const;

export interface Story {
  readonly component: Component;
  readonly state: string;
}

export const stories: readonly Story[] = (Object.keys(componentStates) as Component[]).flatMap((component) =>
  componentStates[component].map((state) => ({ component, state })),
);

/** Also the id of its place in the page. */
export function storyName({ component, state }: Story): string {
  return `${component}--${state.replaceAll(' ', '-')}`;
}

/** Lies over everything else, so it has a page for itself: its name after the `#` of the address. */
export function isAlone({ state }: Story): boolean {
  return state.endsWith('open');
}

/** Comes about by a pointer or a key, not by what the component is told. */
export function isActed({ state }: Story): boolean {
  return ['hover', 'focus', 'pressed'].includes(state);
}
