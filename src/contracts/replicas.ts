/** A session of an older client, as any server of a deployment can go on with it. */
export interface KeptSession {
  id: string;
  /** The name of the access that opened it; undefined where clients need not say who they are. */
  owner: string | undefined;
  /** The parameters of its `initialize`. */
  hello: Record<string, unknown>;
  /** What it has asked to be told, as the requests that said so. */
  wishes: readonly SessionWish[];
}

/** A request that makes a session hear other things than before. */
export interface SessionWish {
  method: string;
  params?: Record<string, unknown>;
}

/** What one server passes on to those that hold the same session. */
export interface SessionNews {
  session: string;
  /** The one server that it is for; absent: all of them. */
  to?: string;
  /** A message of the client's; absent where it has ended the session. */
  message?: Record<string, unknown>;
}

/** The sessions of older clients, where several servers may get their requests. */
export interface SharedSessions {
  /** Who this server is, to the others. */
  self(): Promise<string>;
  keep(session: Omit<KeptSession, 'wishes'>): Promise<void>;
  /** Undefined for one that has ended, or has idled for longer than `idleMs`. */
  find(id: string, idleMs: number): Promise<KeptSession | undefined>;
  /** It is in use. False: it was ended elsewhere. */
  touch(id: string): Promise<boolean>;
  /** What the client wishes from now on is put on record, and told to the others. */
  wish(id: string, wish: SessionWish): Promise<void>;
  end(id: string): Promise<void>;
  pass(news: SessionNews): Promise<void>;
  hear(listener: (news: SessionNews) => void): void;
  /** Clears those that have idled for longer. */
  sweep(idleMs: number): Promise<void>;
}

/** What servers of one deployment share. */
export interface Replicas {
  /** What signs the answers of clients: the same at every server. */
  answerKey(): Promise<Uint8Array>;
  /** Hears the others from now on. */
  listen(): void;
  /** Absent where this server is the only one. */
  sessions?: SharedSessions;
}
