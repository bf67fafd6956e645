/** Branded identifiers: a string that was checked at the edge and cannot be confused with another kind of id. */
type Brand<Name extends string> = string & { readonly __brand: Name };

/** A directory (tenant) id: a lower-case GUID. */
export type TenantId = Brand<'TenantId'>;
/** An application's client id (`appId`): a lower-case GUID. */
export type AppId = Brand<'AppId'>;
/** The object id of a directory object (application, service principal, user): a lower-case GUID. */
export type ObjectId = Brand<'ObjectId'>;
/** A device id: 40 lower-case hex digits. */
export type DeviceId = Brand<'DeviceId'>;
/** An alert id: `da<.NET ticks>_<integer>`. */
export type AlertId = Brand<'AlertId'>;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DEVICE_ID = /^[0-9a-f]{40}$/;

/** Whether `text` has the shape of a GUID, in any letter case. */
export const isGuid = (text: string): boolean => GUID.test(text);

const guidAs = <Id extends string>(text: string): Id | undefined =>
  isGuid(text) ? (text.toLowerCase() as Id) : undefined;

/** Reads a tenant id; `undefined` when `text` is not a GUID. */
export const parseTenantId = (text: string): TenantId | undefined => guidAs<TenantId>(text);
/** Reads a client id; `undefined` when `text` is not a GUID. */
export const parseAppId = (text: string): AppId | undefined => guidAs<AppId>(text);
/** Reads a directory object id; `undefined` when `text` is not a GUID. */
export const parseObjectId = (text: string): ObjectId | undefined => guidAs<ObjectId>(text);
/** Reads a device id; `undefined` when `text` is not 40 hex digits. */
export const parseDeviceId = (text: string): DeviceId | undefined =>
  DEVICE_ID.test(text.toLowerCase()) ? (text.toLowerCase() as DeviceId) : undefined;
