/** A command of a live response session. */
export interface LiveResponseCommand {
  readonly index: number;
  /** `PutFile`, `RunScript` or `GetFile`; the server may know others. */
  readonly type: string;
  readonly params: ReadonlyMap<string, string>;
  /** SHA-256 of the file of the library that it needs, in lower-case hex. */
  readonly sha256: string;
  /** `Started`: it was begun, and nobody knows how it went. */
  readonly state: string;
}

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;

const paramsOf = (value: unknown): ReadonlyMap<string, string> =>
  new Map(
    (Array.isArray(value) ? value : [])
      .filter(isObject)
      .flatMap(({ key, value: text }) =>
        typeof key === 'string' && typeof text === 'string' ? [[key, text] as const] : [],
      ),
  );

const commandOf = (value: unknown, index: number): LiveResponseCommand => {
  const { type, params, sha256, state } = isObject(value) ? value : {};
  return {
    index,
    type: String(type),
    params: paramsOf(params),
    sha256: typeof sha256 === 'string' ? sha256 : '',
    state: String(state),
  };
};

/** The commands of a session as the server sends them, in their order. */
export const readCommands = (values: readonly unknown[]): readonly LiveResponseCommand[] =>
  values.map(commandOf);
