/** What all servers on one database know and nobody else does. */
interface SharedSecretTable {
  name: string;
  value: string;
  made_at: number;
}

/** A session of an older client, as any server can go on with it. */
export interface ClientSessionTable {
  id: string;
  /** Whose it is; null where clients need not say who they are. */
  owner: string | null;
  /** The parameters of its `initialize`, as JSON. */
  hello: string;
  seen_at: number;
}

/** What a session has asked to be told; the last word on each subject. */
interface ClientSessionWishTable {
  session_id: string;
  subject: string;
  message: string;
}

/** A file in the object store. */
export interface ProducedFileTable {
  shelf: string;
  name: string;
  /** `hidden` until it is whole and may be seen, `leaving` once it is to be cleared. */
  state: 'hidden' | 'kept' | 'leaving';
  /** Bytes. */
  size: number;
  at: number;
}

export interface ReplicaTables {
  shared_secret: SharedSecretTable;
  client_session: ClientSessionTable;
  client_session_wish: ClientSessionWishTable;
  produced_file: ProducedFileTable;
}
