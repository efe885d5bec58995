import type { Api, ApiCall, ApiName } from '../../../../src-shared/api/contract.ts';
import type { DiagnosticsFile } from '../../../../src-shared/api/views.ts';
import type { Clock, LogFile } from '../../../../src-shared/ports/ports.ts';

export interface WithDiagnosticsParts {
  readonly dataDir: string;
  readonly logFile: LogFile | undefined;
  readonly clock: Clock;
}

/** An API with the file beside it that a person may send to somebody who helps; loaded when asked for. */
export function withDiagnostics(api: Api, { dataDir, logFile, clock }: WithDiagnosticsParts): Api {
  const make = async (): Promise<DiagnosticsFile> => {
    const { examine } = await import('../doctor/examine.ts');
    const { makeDiagnostics } = await import('./make-diagnostics.ts');
    const findings = await examine({ dataDir, call: api.call });
    const { name, zip, files } = await makeDiagnostics({ api, findings, logFile, clock });
    return { name, zip: Buffer.from(zip).toString('base64'), files };
  };
  const call = async (name: ApiName, input: unknown): Promise<unknown> =>
    name === 'diagnostics.make' ? await make() : await api.call(name, input as never);
  return { ...api, call: call as ApiCall };
}
