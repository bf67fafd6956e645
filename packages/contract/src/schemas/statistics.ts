import { Type } from 'typebox';
import { nullable, time } from './values.ts';

/** Under both names: the pages and the wire disagree (reference: defender-endpoint-core, section 10.9; wire-quirks, section 4). */
const inOrganization = {
  orgPrevalence: Type.String({ examples: ['4070'] }),
  organizationPrevalence: Type.Integer(),
  orgFirstSeen: nullable(time),
  orgLastSeen: nullable(time),
};

export const fileStatisticsSchema = Type.Object({
  '@odata.context': Type.String(),
  sha1: nullable(Type.String()),
  ...inOrganization,
  globalPrevalence: Type.String({ examples: ['705012'] }),
  globallyPrevalence: Type.Integer(),
  globalFirstObserved: nullable(time),
  globalLastObserved: nullable(time),
  topFileNames: Type.Array(Type.String()),
});

export const domainStatisticsSchema = Type.Object({
  '@odata.context': Type.String(),
  host: Type.String(),
  ...inOrganization,
});

export const addressStatisticsSchema = Type.Object({
  '@odata.context': Type.String(),
  ipAddress: Type.String(),
  ...inOrganization,
});
