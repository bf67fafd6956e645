import type { Clock } from '@vakt/contract/clock';
import { fail, ok, type Result } from '@vakt/contract/result';
import type { EnrolmentFile } from '../../delivery/enrolment.ts';
import type { Transport } from '../../delivery/transport.ts';
import type { CarryOut } from '../action.ts';
import type { Source } from './sources.ts';
import { type ZipEntry, zipOf } from './zip.ts';

/** Unpacked; what deflate and the directory may add leaves the zip under the 32 MiB that the server takes. */
const LARGEST_PACKAGE = 30 * 1_048_576;

/** Reads the sources one after the other into a zip; what could not be read is named in `not-collected.txt`. */
export const packageOf = async (
  sources: readonly Source[],
  { now }: Clock,
  largest = LARGEST_PACKAGE,
): Promise<Buffer> => {
  const entries: ZipEntry[] = [];
  const missing: string[] = [];
  let size = 0;
  for (const { name, read } of sources) {
    const content = await read().catch(() => undefined);
    if (!content) missing.push(`${name}: not there, or not readable`);
    else if (size + content.length > largest) missing.push(`${name}: the package is full`);
    else {
      entries.push({ name, content });
      size += content.length;
    }
  }
  return zipOf([...entries, { name: 'not-collected.txt', content: Buffer.from(missing.join('\n')) }], now());
};

export interface CollectPackageOptions {
  readonly transport: Pick<Transport, 'post'>;
  readonly enrolment: Pick<EnrolmentFile, 'stored'>;
  readonly sources: () => readonly Source[];
  readonly clock: Clock;
}

/** Carries `CollectInvestigationPackage` out: it succeeds when the server has the package. */
export const collectPackage =
  ({ transport, enrolment, sources, clock }: CollectPackageOptions): CarryOut =>
  async ({ id }): Promise<Result<void, string>> => {
    const zip = await packageOf(sources(), clock);
    const path = `/intake/devices/actions/${encodeURIComponent(id)}/package`;
    const reply = await transport.post(path, zip, enrolment.stored()?.deviceToken, 'application/zip');
    if (!reply.ok) return fail(`The package could not be sent: ${reply.error}.`);
    const { status } = reply.value;
    return status === 204 ? ok(undefined) : fail(`The server refuses the package with status ${status}.`);
  };
