import { useState } from 'react';
import type { ImportDone } from '../../../src-shared/api/exchange.ts';
import { client } from '../../api/client.ts';
import { t } from '../../i18n/t.ts';
import { stepOf } from '../../stores/task-changes.ts';
import { remember, type Step } from '../../stores/undo-store.ts';
import { type Call, useCall } from '../../stores/use-call.ts';
import type { ColumnFields } from './column-fields.ts';
import { type ChosenFile, readChosen } from './read-chosen.ts';
import { type ImportPlan, useImportPlan } from './use-import-plan.ts';

export interface Import {
  readonly file: ChosenFile | null;
  readonly choose: (file: File) => void;
  readonly profile: string | null;
  readonly setProfile: (profile: string) => void;
  readonly columns: ColumnFields;
  readonly setColumns: (columns: ColumnFields) => void;
  readonly plan: ImportPlan;
  /** Reading the file, and the import itself. */
  readonly command: Call;
  readonly run: () => void;
  readonly done: Imported | null;
}

export interface Imported {
  readonly done: ImportDone;
  /** Name of the file. */
  readonly from: string;
  /** The way back. Null: nothing was changed. */
  readonly step: Step | null;
}

/** @param profiles at least one */
export function useImport(profiles: readonly string[]): Import {
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [profile, setProfile] = useState<string | null>(profiles.length === 1 ? (profiles[0] ?? null) : null);
  const [columns, setColumns] = useState<ColumnFields>({});
  const [done, setDone] = useState<Imported | null>(null);
  const plan = useImportPlan(file, profile, columns);
  const command = useCall();

  const choose = (chosen: File): void => {
    void command.run(async () => {
      setFile(null);
      setColumns({});
      setFile(await readChosen(chosen));
    });
  };

  const run = (): void => {
    if (file === null || profile === null) return;
    void command.run(async () => {
      const answer = await client.call('data.import', { profile, text: file.text, columns });
      const { created, updated } = answer.counts;
      const label = t('exchange.done.what', { count: created + updated, file: file.name });
      const step = answer.entries.length === 0 ? null : stepOf(label, answer);
      if (step) remember(step);
      setDone({ done: answer, from: file.name, step });
    });
  };

  return { ...{ file, choose, profile, setProfile, columns, setColumns, plan, command, run, done } };
}
