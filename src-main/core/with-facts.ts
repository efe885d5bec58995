import type { SafeFacts } from '../../src-shared/errors.ts';
import type { Logger } from '../../src-shared/ports/ports.ts';

/** The same log, with facts that every line of it has: which run, which connection. */
export function withFacts(logger: Logger, facts: SafeFacts): Logger {
  const at =
    (level: keyof Logger): Logger['info'] =>
    (event, more) =>
      logger[level](event, { ...facts, ...more });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
