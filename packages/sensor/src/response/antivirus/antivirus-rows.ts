import { basename } from 'node:path';
import type { HuntingRow } from '@vakt/contract/hunting/tables';
import type { FileHasher } from '../../process/file-hashes.ts';
import { fileIdentity } from '../../process/read-process.ts';
import type { Recognition, ScanSummary } from './clamav-output.ts';

/** The scan that an event belongs to. */
export interface Scan {
  /** The machine action's id. */
  readonly id: string;
  readonly type: string;
}

const fields = ({ id, type }: Scan, further: object): string =>
  JSON.stringify({ ScanId: id, ScanTypeName: type, Engine: 'ClamAV', ...further });

/** A row of DeviceEvents about a file that the antivirus recognised; its hashes when it is still there. */
export const detectionRow = async (
  { path, threat }: Recognition,
  scan: Scan,
  timestamp: string,
  hasher: FileHasher,
): Promise<HuntingRow> => {
  const identity = fileIdentity(path);
  const hashes = identity && (await hasher.of(identity, undefined, [path]));
  return {
    Timestamp: timestamp,
    ActionType: 'AntivirusDetection',
    FileName: basename(path),
    FolderPath: path,
    SHA1: hashes?.sha1 ?? '',
    SHA256: hashes?.sha256 ?? '',
    MD5: hashes?.md5 ?? '',
    FileSize: identity?.size ?? null,
    AdditionalFields: fields(scan, { ThreatName: threat, Action: 'None', WasRemediated: false }),
  };
};

/** A row of DeviceEvents about a scan that came to its end. */
export const completionRow = (summary: ScanSummary, scan: Scan, timestamp: string): HuntingRow => ({
  Timestamp: timestamp,
  ActionType: 'AntivirusScanCompleted',
  AdditionalFields: fields(scan, {
    Engine: summary.engine,
    Signatures: summary.signatures,
    ScannedFiles: summary.scannedFiles,
    InfectedFiles: summary.infectedFiles,
  }),
});

/** A row of DeviceEvents about a scan that did not. */
export const interruptionRow = (
  isCancelled: boolean,
  reason: string,
  scan: Scan,
  timestamp: string,
): HuntingRow => ({
  Timestamp: timestamp,
  ActionType: isCancelled ? 'AntivirusScanCancelled' : 'AntivirusScanFailed',
  AdditionalFields: fields(scan, { Reason: reason }),
});
