const hidden = '[secret]';

/**
 * A password, key or token on its way through the program. It looks like nothing: in texts and in what Node prints it is
 * `[secret]`, copies of it are empty, and writing it down as JSON is refused, so that no history, conflict, log or answer can hold
 * one by mistake (SEC-27). Its value is asked for at the one place that sends or seals it.
 */
export class Secret<T extends string = string> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  /** For the request that needs it, and for the store of secrets. Keep it in no object. */
  reveal(): T {
    return this.#value;
  }

  isSame(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return hidden;
  }

  /** Throws, rather than telling that there was one: it has no place there. */
  toJSON(): never {
    throw new TypeError('A secret was about to be written down. Nothing was written. Please report this.');
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return hidden;
  }
}
