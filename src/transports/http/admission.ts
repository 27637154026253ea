import type { Access } from '../../contracts/access.js';
import type { Credentials } from '../../contracts/authenticate.js';

/** As whom a client was let in, and by what. */
export interface Admission {
  access: Access;
  credentials: Credentials;
  /** Resources that it is told of, on a stream that was asked for these. */
  follows?: readonly string[];
}

/** Keeps of a request what is enough to ask once more who has sent it. */
export function admissionOf(request: Credentials, access: Access | undefined): Admission | undefined {
  if (access === undefined) return undefined;
  const { host } = request.headers;
  const { authorization } = request.headersDistinct;
  return {
    access,
    credentials: {
      headers: host === undefined ? {} : { host },
      headersDistinct: authorization === undefined ? {} : { authorization },
    },
  };
}
