/** Tests of connections that somebody watches, by the attempt's name that the watcher chose. */
export interface TestsUnderWay {
  /** A test under the same name is ended first. */
  begin(attempt: string): AbortController;
  end(attempt: string): void;
  /** Does nothing when it is over already. */
  cancel(attempt: string): void;
}

export function createTestsUnderWay(stopping: AbortSignal): TestsUnderWay {
  const running = new Map<string, AbortController>();
  stopping.addEventListener('abort', () => {
    for (const test of running.values()) test.abort();
  });
  return {
    begin: (attempt) => {
      running.get(attempt)?.abort();
      const test = new AbortController();
      running.set(attempt, test);
      return test;
    },
    end: (attempt) => {
      running.delete(attempt);
    },
    cancel: (attempt) => running.get(attempt)?.abort(),
  };
}
