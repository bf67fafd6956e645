import type { WatchedKind } from '@vakt/store/indicator-keys';

/** A column in which indicators are looked for. */
export interface WatchedColumn {
  readonly column: string;
  readonly kind: WatchedKind;
}

const FILE: readonly WatchedColumn[] = [
  { column: 'SHA1', kind: 'FileSha1' },
  { column: 'SHA256', kind: 'FileSha256' },
  { column: 'MD5', kind: 'FileMd5' },
];
const REMOTE_IP: WatchedColumn = { column: 'RemoteIP', kind: 'IpAddress' };
const REMOTE_URL: WatchedColumn = { column: 'RemoteUrl', kind: 'Place' };

/**
 * The columns that say what an event is about. What its process is made of is not among them: the process's own start
 * said that.
 */
export const watchedColumns: Readonly<Record<string, readonly WatchedColumn[]>> = {
  DeviceProcessEvents: FILE,
  DeviceImageLoadEvents: FILE,
  DeviceFileEvents: [
    ...FILE,
    { column: 'FileOriginIP', kind: 'IpAddress' },
    { column: 'FileOriginUrl', kind: 'Place' },
  ],
  DeviceEvents: [...FILE, REMOTE_IP, REMOTE_URL],
  DeviceNetworkEvents: [REMOTE_IP, REMOTE_URL],
  DeviceLogonEvents: [REMOTE_IP],
  DeviceFileCertificateInfo: [{ column: 'SignerHash', kind: 'CertificateThumbprint' }],
};
