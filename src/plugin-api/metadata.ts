/** Symbol.for, so that what one copy of this package records another copy finds. */
const key = (name: string) => Symbol.for(`openai-mcp-host.${name}`);

export const TOOL = key('tool');
export const PROMPT = key('prompt');
export const RESOURCE = key('resource');
export const SERVICE = key('service');
export const PROPERTIES = key('properties');
export const VERBATIM_SCHEMA: unique symbol = key('verbatim-schema') as never;
export const CALL_STEP = key('call-step');
export const PLUGIN = key('plugin');
export const CONTRACT = key('contract');
export const RESULT = key('result');
export const ERROR = key('error');
