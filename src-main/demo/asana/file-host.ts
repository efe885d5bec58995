import { type ServiceOptions, type SimulatedService, startSimulatedService } from '../kit/simulated-service.ts';
import type { Attachment } from './model.ts';

/** Where the bytes of files are: another host, with addresses that live for two minutes. */
export interface FileHost {
  readonly service: SimulatedService;
  /** A new address, as every reading of an attachment gives one. */
  urlOf(attachment: string): string;
}

const liveMs = 2 * 60_000;

/** As S3 behaves: a signed address together with credentials of another kind is refused. */
export async function startFileHost(
  attachments: ReadonlyMap<string, Attachment>,
  now: () => number,
  reach: Pick<ServiceOptions, 'latencyMs' | 'front'>,
): Promise<FileHost> {
  const refused = (status: number, code: string) => ({
    status,
    body: Buffer.from(`<Error><Code>${code}</Code></Error>`),
  });
  const service = await startSimulatedService({
    ...reach,
    notFound: refused(404, 'NoSuchKey'),
    routes: [
      {
        method: 'GET',
        path: '/assets/{gid}',
        handle: ({ params, query, headers }) => {
          if (headers['authorization'] !== undefined) return refused(400, 'InvalidArgument');
          if (Number(query.get('expires')) < now()) return refused(403, 'AccessDenied');
          const bytes = attachments.get(params['gid'] ?? '')?.bytes;
          return bytes ? { status: 200, body: bytes } : refused(404, 'NoSuchKey');
        },
      },
    ],
  });
  return { service, urlOf: (gid) => `${service.origin}/assets/${gid}?expires=${now() + liveMs}` };
}
