const LOCAL_PART = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/i;

/** Whether `text` can stand before the @ of a user name. */
export const isLocalPart = (text: string): boolean => LOCAL_PART.test(text);
