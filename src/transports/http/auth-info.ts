import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Access } from '../../contracts/access.js';

/** What a client may do, as the SDK hands it on. Its token goes no further than here. */
export const authInfoOf = (access: Access | undefined): { authInfo?: AuthInfo } =>
  access === undefined
    ? {}
    : { authInfo: { token: '', clientId: access.name, scopes: [], extra: { access } } };
