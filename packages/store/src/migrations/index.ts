import type { Migration } from 'kysely/migration';
import * as tenantRole from './0000-tenant-role.ts';
import * as directory from './0001-directory.ts';
import * as security from './0002-security.ts';
import * as detection from './0003-detection.ts';
import * as signIn from './0004-sign-in.ts';
import * as clientCredentials from './0005-client-credentials.ts';
import * as audit from './0006-audit.ts';
import * as signingKeyCertificates from './0007-signing-key-certificates.ts';
import * as directoryObjects from './0008-directory-objects.ts';
import * as partnerCustomers from './0009-partner-customers.ts';
import * as directoryOrder from './0010-directory-order.ts';
import * as secondFactorAttempts from './0011-second-factor-attempts.ts';
import * as indicators from './0013-indicators.ts';
import * as listIndexes from './0014-list-indexes.ts';
import * as alertEntities from './0015-alert-entities.ts';
import * as machineActionProgress from './0016-machine-action-progress.ts';
import * as liveResponse from './0017-live-response.ts';
import * as investigations from './0018-investigations.ts';
import * as callCounts from './0019-call-counts.ts';
import * as deviceGroups from './0020-device-groups.ts';
import * as refusals from './0021-refusals.ts';
import * as changeMoments from './0022-change-moments.ts';
import * as alertRecords from './0023-alert-records.ts';
import * as investigationLists from './0024-investigation-lists.ts';
import * as huntingFunctions from './0025-hunting-functions.ts';
import * as machineActionUpdates from './0026-machine-action-updates.ts';

/** Every migration in order. A migration that has landed is never edited: a change is a new one. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0000-tenant-role': tenantRole,
  '0001-directory': directory,
  '0002-security': security,
  '0003-detection': detection,
  '0004-sign-in': signIn,
  '0005-client-credentials': clientCredentials,
  '0006-audit': audit,
  '0007-signing-key-certificates': signingKeyCertificates,
  '0008-directory-objects': directoryObjects,
  '0009-partner-customers': partnerCustomers,
  '0010-directory-order': directoryOrder,
  '0011-second-factor-attempts': secondFactorAttempts,
  '0013-indicators': indicators,
  '0014-list-indexes': listIndexes,
  '0015-alert-entities': alertEntities,
  '0016-machine-action-progress': machineActionProgress,
  '0017-live-response': liveResponse,
  '0018-investigations': investigations,
  '0019-call-counts': callCounts,
  '0020-device-groups': deviceGroups,
  '0021-refusals': refusals,
  '0022-change-moments': changeMoments,
  '0023-alert-records': alertRecords,
  '0024-investigation-lists': investigationLists,
  '0025-hunting-functions': huntingFunctions,
  '0026-machine-action-updates': machineActionUpdates,
};
