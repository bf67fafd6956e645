import type { StoredFileInfo } from '@vakt/store/tables/machine-actions';

/** A checked body: what the operation's schema lets through. */
type Body = Readonly<Record<string, string>>;

/** What is particular to an action that a caller can begin. */
export interface ResponseAction {
  readonly type: string;
  readonly scope?: (body: Body) => string;
  readonly file?: (body: Body) => StoredFileInfo;
  /** Whether a device of this operating system has the means at all; every one has when not given. */
  readonly isFor?: (osPlatform: string) => boolean;
}

const isWindows = (osPlatform: string): boolean => /^windows/i.test(osPlatform);

/** The actions, by the operation that begins them (reference: defender-endpoint-core, section 4.4). */
export const responseActions: Readonly<Record<string, ResponseAction>> = {
  isolateMachine: { type: 'Isolate', scope: body => body['IsolationType'] ?? 'Full' },
  unisolateMachine: { type: 'Unisolate' },
  restrictCodeExecution: { type: 'RestrictCodeExecution', isFor: isWindows },
  unrestrictCodeExecution: { type: 'UnrestrictCodeExecution', isFor: isWindows },
  runAntiVirusScan: { type: 'RunAntiVirusScan', scope: body => body['ScanType'] ?? 'Quick' },
  collectInvestigationPackage: { type: 'CollectInvestigationPackage' },
  offboardMachine: { type: 'Offboard', isFor: isWindows },
  stopAndQuarantineFile: {
    type: 'StopAndQuarantineFile',
    file: body => ({ fileIdentifier: (body['Sha1'] ?? '').toLowerCase(), fileIdentifierType: 'Sha1' }),
  },
};
