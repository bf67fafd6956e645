/** Changes when the tables or their columns do: bound plans are kept under it. Apart, so that asking loads nothing. */
export const SCHEMA_VERSION = '1';
