import { ROLES } from './messages.js';

const OBJECTS = { type: 'array', items: { type: 'object' } };

/** Messages as the listing has them, with all the rest left open; `Message` is their exact form. */
export const LISTED_MESSAGES = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    properties: {
      role: { type: 'string', enum: ROLES },
      content: {
        anyOf: [{ type: 'string' }, { type: 'null' }, OBJECTS],
        description: 'Text, or parts {type: text|image_url, …}',
      },
      tool_calls: OBJECTS,
      tool_call_id: { type: 'string' },
    },
    required: ['role'],
  },
};
