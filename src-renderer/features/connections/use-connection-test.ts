import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectionTest } from '../../../src-shared/api/views.ts';
import type { TaskSyncError } from '../../../src-shared/errors.ts';
import { client } from '../../api/client.ts';
import { useCall } from '../../stores/use-call.ts';
import { linesOf, type TestLine, type TestLines, withEvent } from './test-lines.ts';

export interface ConnectionTestRun {
  /** Null: none was begun yet. */
  readonly lines: readonly TestLine[] | null;
  readonly test: ConnectionTest | null;
  readonly isRunning: boolean;
  readonly error: TaskSyncError | null;
  /** The call under the given attempt's name; answers with the test, or null when it could not even begin. */
  readonly run: (call: (attempt: string) => Promise<ConnectionTest>) => Promise<ConnectionTest | null>;
  readonly cancel: () => void;
}

/** A test with its lines as they come; it is ended when nobody looks any more. */
export function useConnectionTest(): ConnectionTestRun {
  const [lines, setLines] = useState<TestLines | null>(null);
  const [test, setTest] = useState<ConnectionTest | null>(null);
  const attempt = useRef<string | null>(null);
  const { run: begin, busy, error } = useCall();

  const cancel = useCallback(() => {
    const running = attempt.current;
    attempt.current = null;
    if (running !== null) void client.call('connections.cancelTest', { attempt: running }).catch(() => undefined);
  }, []);
  useEffect(() => cancel, [cancel]);
  useEffect(
    () =>
      client.subscribe((event) => {
        if (event.kind !== 'connection-test' || event.attempt !== attempt.current) return;
        setLines((before) => withEvent(before ?? {}, event));
      }),
    [],
  );

  const run: ConnectionTestRun['run'] = useCallback(
    async (call) => {
      cancel();
      const own = crypto.randomUUID();
      attempt.current = own;
      setLines({});
      setTest(null);
      let answer: ConnectionTest | null = null;
      await begin(async () => {
        answer = await call(own);
      });
      if (attempt.current === own) attempt.current = null;
      setTest(answer);
      return answer;
    },
    [begin, cancel],
  );
  const shown = lines === null || (error && !busy) ? null : linesOf(lines, test);
  return { lines: shown, test, isRunning: busy, error, run, cancel };
}
