import { type ReactNode, useState } from 'react';

interface Props<Value> {
  readonly initial: Value;
  readonly children: (value: Value, set: (value: Value) => void) => ReactNode;
}

/** Keeps what a field is given, as a screen would. */
export function Kept<Value>({ initial, children }: Props<Value>) {
  const [value, set] = useState(initial);
  return children(value, set);
}

export const nothing = (): void => {};
