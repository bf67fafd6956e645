/** Where a field lies in a record of the kernel's trace buffer. */
export interface FieldPlace {
  readonly offset: number;
  readonly size: number;
  /** The field holds offset and length of text that lies behind the fixed part. */
  readonly isDataLocation: boolean;
}

/** The layout of one kind of trace event. */
export interface EventFormat {
  readonly id: number;
  readonly fields: ReadonlyMap<string, FieldPlace>;
}

const FIELD = /^\s*field:\s*(?<declaration>[^;]+);\s*offset:(?<offset>\d+);\s*size:(?<size>\d+);/;

const fieldOf = (line: string): [string, FieldPlace] | undefined => {
  const groups = FIELD.exec(line)?.groups;
  const declaration = groups?.declaration ?? '';
  const name = /(\w+)(?:\[[^\]]*\])?$/.exec(declaration)?.[1];
  if (!groups || name === undefined) return undefined;
  return [
    name,
    {
      offset: Number(groups.offset),
      size: Number(groups.size),
      isDataLocation: declaration.startsWith('__data_loc'),
    },
  ];
};

const fieldsOf = (text: string): ReadonlyMap<string, FieldPlace> =>
  new Map(
    text
      .split('\n')
      .map(fieldOf)
      .filter(field => field !== undefined),
  );

/** Reads the `format` file of a trace event (the kernel's documentation, "Event Tracing", section 4). */
export const parseEventFormat = (text: string): EventFormat | undefined => {
  const id = /^ID:\s*(\d+)$/m.exec(text)?.[1];
  return id === undefined ? undefined : { id: Number(id), fields: fieldsOf(text) };
};

/** Size in bytes of a page of the trace buffer by its `events/header_page`; `undefined` when the layout is unknown. */
export const pageSizeOf = (headerPage: string): number | undefined => {
  const fields = fieldsOf(headerPage);
  const data = fields.get('data');
  const isKnown =
    fields.get('timestamp')?.size === 8 && fields.get('commit')?.size === 8 && data?.offset === 16;
  return isKnown ? data.offset + data.size : undefined;
};
