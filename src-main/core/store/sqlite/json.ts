declare const shape: unique symbol;

/** JSON text that remembers the type of its value, so that a column and its reader cannot disagree. */
export type Json<T> = string & { readonly [shape]?: T };

export function toJson<T>(value: T): Json<T> {
  return JSON.stringify(value);
}

export function fromJson<T>(text: Json<T>): T {
  return JSON.parse(text);
}
