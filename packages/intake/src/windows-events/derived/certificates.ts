import type { HuntingRow } from '@vakt/contract/hunting/tables';
import { splitHashes } from '../../values/windows-names.ts';
import { fieldText, SYSMON, type WindowsEvent } from '../event.ts';

const MAX_KNOWN = 100_000;

/**
 * DeviceFileCertificateInfo from the signatures that Sysmon 6 and 7 report, once for a device and file (reference:
 * telemetry mapping, section 7). Sysmon names the signer and whether the signature holds, nothing else of the certificate.
 */
export class CertificateKeeper {
  readonly #known = new Set<string>();

  /** The certificate's row, when this signature is news. `row` is the row of the loaded image or driver. */
  observe(event: WindowsEvent, row: HuntingRow): HuntingRow | undefined {
    if (event.channel !== SYSMON || (event.id !== 6 && event.id !== 7)) return undefined;
    const { SHA1 } = splitHashes(fieldText(event, 'Hashes') ?? '');
    const signed = fieldText(event, 'Signed')?.toLowerCase();
    if (SHA1 === undefined || signed === undefined) return undefined;
    const key = `${String(row.DeviceId)} ${SHA1}`;
    if (this.#known.has(key)) return undefined;
    if (this.#known.size >= MAX_KNOWN) this.#known.clear();
    this.#known.add(key);
    return {
      Timestamp: row.Timestamp ?? null,
      DeviceId: row.DeviceId ?? '',
      DeviceName: row.DeviceName ?? '',
      SHA1,
      IsSigned: signed === 'true',
      Signer: fieldText(event, 'Signature') ?? '',
      IsTrusted: fieldText(event, 'SignatureStatus')?.toLowerCase() === 'valid',
      ReportId: row.ReportId ?? null,
    };
  }
}
