/** What is made in the namespace, and what is run there. */
export interface NamespacePlan {
  /** Files and folders that are seen in the place of others. */
  readonly views: readonly View[];
  /** Ports on loopback that lead to Vakt. */
  readonly ports: readonly number[];
  /** The Unix socket on which the way out to Vakt begins: sockets in the file system belong to no network. */
  readonly socket: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whom the program runs as, when a namespace of users has to give that back; otherwise it is as it was. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** A file or folder that is seen in the place of another. */
export interface View {
  readonly source: string;
  readonly target: string;
}

/** What the process inside is told. */
export type Order =
  | { readonly kind: 'run'; readonly plan: NamespacePlan }
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals };

/** What the process inside answers. */
export type Report =
  | { readonly kind: 'started' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'ended'; readonly code: number };

/** The descriptor on which the process inside has the program's standard error; its own is read by us. */
export const PROGRAM_STDERR = 4;
