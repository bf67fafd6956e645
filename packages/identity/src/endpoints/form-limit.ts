/** The largest body of a form, in bytes. */
export const FORM_LIMIT = 65_536;
