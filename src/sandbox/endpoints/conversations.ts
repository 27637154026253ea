import type { Endpoint } from '../endpoint.js';

/** By route, below `/conversations`. */
export const CONVERSATIONS: Record<string, Endpoint> = {
  'POST /conversations': ({ body, conversations }) => ({ json: conversations.create(body) }),
  'GET /conversations/*': ({ rest, conversations }) => ({ json: conversations.retrieve(rest) }),
  'POST /conversations/*': ({ rest, body, conversations }) => ({ json: conversations.update(rest, body) }),
  'DELETE /conversations/*': ({ rest, conversations }) => ({ json: conversations.delete(rest) }),
  'POST /conversations/*/items': ({ ids: [id = ''], body, conversations }) => ({
    json: conversations.addItems(id, body),
  }),
  'GET /conversations/*/items': ({ ids: [id = ''], query, conversations }) => ({
    json: conversations.listItems(id, query),
  }),
  'GET /conversations/*/items/*': ({ ids: [id = '', item = ''], conversations }) => ({
    json: conversations.retrieveItem(id, item),
  }),
  'DELETE /conversations/*/items/*': ({ ids: [id = '', item = ''], conversations }) => ({
    json: conversations.deleteItem(id, item),
  }),
};
