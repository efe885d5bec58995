import { useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import type { ProfileTrialView } from '../../../src-shared/api/views.ts';
import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { client } from '../../api/client.ts';
import { hasPlaces, type ProfileDraft, trialFile } from './profile-draft.ts';

type Reading =
  | { readonly state: 'reading' | 'read' }
  | { readonly state: 'failed'; readonly error: TaskSyncError; readonly goesOnAt: string | null };

/** What was asked of the host in this window, by place. */
const useReadings = create<{ readonly places: Readonly<Record<string, Reading>>; readonly version: number }>(() => ({
  places: {},
  version: 0,
}));

export interface Trial {
  /** The last answer, kept while a newer one is on its way. */
  readonly view: ProfileTrialView | null;
  /** Places that are being read now, by connection. */
  readonly reading: readonly string[];
  readonly errors: readonly TaskSyncError[];
  /** When the service that asked for patience may be asked again; null: none did. */
  readonly goesOnAt: string | null;
  readonly readAll: () => void;
  readonly readAgain: () => void;
  /** Another task stands as the sample. */
  readonly nextSample: () => void;
}

/** Reads some tasks of the draft's places once, and tries every change of the draft on them; nothing is read twice. */
export function useTrial(draft: ProfileDraft): Trial {
  const [sample, setSample] = useState(0);
  const [view, setView] = useState<ProfileTrialView | null>(null);
  const [failure, setFailure] = useState<TaskSyncError | null>(null);
  const { places, version } = useReadings();
  const isReady = hasPlaces(draft);
  const keys = isReady ? draft.places.map(({ connection, container }) => keyOf(connection, container)) : [];
  const wanted = keys.join('\n');
  useEffect(() => {
    for (const key of wanted.split('\n')) if (key && !useReadings.getState().places[key]) void read(key, {});
  }, [wanted]);

  const file = isReady ? JSON.stringify(trialFile(draft)) : '';
  const latest = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new reading is a reason to ask again
  useEffect(() => {
    if (!file) return;
    latest.current += 1;
    const mine = latest.current;
    const timer = setTimeout(() => {
      client.call('profiles.try', { file: JSON.parse(file), sample }).then(
        (answer) => {
          if (mine !== latest.current) return;
          setView(answer);
          setFailure(null);
          // The host keeps readings for a while only.
          for (const [index, { reading }] of answer.places.entries()) {
            const key = wanted.split('\n')[index];
            if (key && !reading && useReadings.getState().places[key]?.state === 'read') void read(key, {});
          }
        },
        (error: unknown) => mine === latest.current && setFailure(toTaskSyncError(error)),
      );
    }, 150);
    return () => clearTimeout(timer);
  }, [file, sample, version, wanted]);

  const states = keys.map((key) => places[key]);
  return {
    view: isReady ? view : null,
    reading: keys.filter((key) => places[key]?.state === 'reading').map((key) => String(JSON.parse(key)[0])),
    errors: [...states.flatMap((one) => (one?.state === 'failed' ? [one.error] : [])), ...(failure ? [failure] : [])],
    goesOnAt:
      states
        .flatMap((one) => (one?.state === 'failed' && one.goesOnAt) || [])
        .sort()
        .at(-1) ?? null,
    readAll: () => keys.forEach((key) => void read(key, { all: true })),
    nextSample: () => setSample((before) => before + 1),
    readAgain: () => keys.forEach((key) => void read(key, { again: true })),
  };
}

function keyOf(connection: string | null, container: string | null): string {
  return JSON.stringify([connection, container]);
}

async function read(key: string, how: { readonly all?: boolean; readonly again?: boolean }): Promise<void> {
  const [connection, container] = JSON.parse(key) as [string, string];
  put(key, { state: 'reading' });
  try {
    await client.call('places.read', { connection, container, ...how });
    put(key, { state: 'read' });
  } catch (error) {
    const known = toTaskSyncError(error);
    const { code, retryAfterMs } = known;
    const isLimit = code === 'rate-limited' && retryAfterMs !== undefined;
    const goesOnAt = isLimit ? new Date(Date.now() + retryAfterMs).toISOString() : null;
    put(key, { state: 'failed', error: known, goesOnAt });
  }
}

function put(key: string, reading: Reading): void {
  useReadings.setState(({ places, version }) => ({ places: { ...places, [key]: reading }, version: version + 1 }));
}
