import type { ReactNode } from 'react';
import type { Component, StateOf } from '../states.ts';
import { buttons } from './buttons.tsx';
import { choices } from './choices.tsx';
import { fields } from './fields.tsx';
import { lists } from './lists.tsx';
import { notes } from './notes.tsx';
import { surfaces } from './surfaces.tsx';
import { texts } from './texts.tsx';

/** What each component looks like in each of its states. */
export type Looks<Names extends Component> = {
  readonly [Name in Names]: { readonly [State in StateOf<Name>]: ReactNode };
};

export const looks: Looks<Component> = {
  ...buttons,
  ...choices,
  ...fields,
  ...lists,
  ...notes,
  ...surfaces,
  ...texts,
};
