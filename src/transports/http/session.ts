import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Admission } from './admission.js';
import type { HeldSession } from './session-desk.js';

/** One server's end of a session of an older client. */
export interface Session extends HeldSession {
  /** The name of the access that opened it; to others it does not exist. */
  owner: string | undefined;
  /** As whom its last request was let in. */
  admission: Admission | undefined;
  /** Requests and streams that are open. */
  open: number;
  /** When the last of them ended; ms since 1970. */
  idleSince: number;
  /** When other servers were last told that it is in use. */
  touchedAt: number;
}

/** What a client sends in its session, or to begin one. */
export interface LegacyMessage {
  request: Request;
  body: unknown;
  authInfo?: AuthInfo;
  owner: string | undefined;
  admission?: Admission | undefined;
}
