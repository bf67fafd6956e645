import { type Static, Type } from 'typebox';

const text = (maxLength: number) => Type.String({ maxLength });

const fields = {
  description: Type.Optional(text(4_096)),
  /** As the query language declares them: `T:(*), days:long = 7`. */
  parameters: Type.Optional(text(4_096)),
};

const body = Type.String({ minLength: 1, maxLength: 65_536 });

export const newHuntingFunctionSchema = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 127 }), ...fields, body },
  { additionalProperties: false },
);
export const huntingFunctionChangeSchema = Type.Object(
  { ...fields, body: Type.Optional(body) },
  { additionalProperties: false, minProperties: 1 },
);

export const huntingFunctionSchema = Type.Object({
  name: Type.String(),
  description: Type.String(),
  parameters: Type.String(),
  body: Type.String(),
  createdBy: Type.String(),
  createdDateTime: Type.String({ format: 'date-time' }),
  lastModifiedBy: Type.String(),
  lastModifiedDateTime: Type.String({ format: 'date-time' }),
});

/** A function that a tenant saved for its queries. */
export type HuntingFunction = Readonly<Static<typeof huntingFunctionSchema>>;

export const huntingFunctionsSchema = Type.Object({ value: Type.Array(huntingFunctionSchema) });

export const huntingFunctionExample: HuntingFunction = {
  name: 'RecentRuns',
  description: 'Processes of a file name, so many days back.',
  parameters: 'name:string, days:long = 1',
  body: 'DeviceProcessEvents | where Timestamp > ago(days * 1d) and FileName =~ name',
  createdBy: 'ann@contoso.com',
  createdDateTime: '2026-11-21T06:00:00.000Z',
  lastModifiedBy: 'ann@contoso.com',
  lastModifiedDateTime: '2026-11-21T06:00:00.000Z',
};
