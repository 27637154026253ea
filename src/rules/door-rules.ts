import type { Rule } from './rule.js';

/** The rules that the host itself holds a plugin to, and the faults by which it says so. */
const DOOR: Record<string, readonly string[]> = {
  'plugin/found': ['PLUGIN_NOT_FOUND', 'PLUGIN_FILE_MISSING'],
  'plugin/imports': [
    'PLUGIN_SYNTAX',
    'PLUGIN_IMPORT_FAILED',
    'PLUGIN_LOAD_TIMEOUT',
    'TYPESCRIPT_UNSUPPORTED',
  ],
  'plugin/defined': ['PLUGIN_NOT_DEFINED'],
  'plugin/name': ['PLUGIN_NAME_INVALID'],
  'plugin/host-range': ['PLUGIN_HOST_VERSION'],
  'plugin/tools': ['PLUGIN_EMPTY'],
  'plugin/services': ['SERVICE_NOT_MARKED', 'SERVICE_UNKNOWN'],
  'plugin/capabilities': ['CAPABILITY_UNKNOWN', 'CAPABILITY_UNDECLARED'],
  'plugin/exports': ['EXPORT_NOT_NAMED', 'EXPORT_NOT_PROVIDED'],
  'plugin/steps': ['STEP_NAME_INVALID', 'STEP_NOT_MARKED', 'STEP_WITHOUT_PASS'],
  'plugin/icons': ['ICON_INVALID'],
  'tool/class': ['TOOL_NOT_MARKED', 'TOOL_WITHOUT_RUN'],
  'tool/name': ['TOOL_NAME_INVALID', 'TOOL_NAME_TAKEN'],
  'tool/described': ['TOOL_UNDESCRIBED'],
  'tool/effect': ['TOOL_EFFECT_UNKNOWN'],
  'tool/long': ['TOOL_LONG_UNKNOWN'],
  'tool/app': ['APP_INVALID', 'APP_FILE_MISSING'],
  'prompt/class': ['PROMPT_NOT_MARKED', 'PROMPT_WITHOUT_RUN'],
  'prompt/name': ['PROMPT_NAME_INVALID', 'PROMPT_NAME_TAKEN'],
  'prompt/described': ['PROMPT_UNDESCRIBED'],
  'prompt/texts': ['PROMPT_ARGUMENT_NOT_TEXT'],
  'resource/class': ['RESOURCE_NOT_MARKED', 'RESOURCE_WITHOUT_READ'],
  'resource/uri': ['RESOURCE_URI_INVALID', 'RESOURCE_URI_TAKEN'],
  'resource/described': ['RESOURCE_UNDESCRIBED'],
  'schema/rules': ['SCHEMA_RULE_UNSUPPORTED', 'SCHEMA_TYPE_UNKNOWN', 'SCHEMA_DISCRIMINATOR_MISSING'],
  'schema/classes': ['SCHEMA_CLASS_UNBUILDABLE', 'SCHEMA_INVALID'],
};

const known = new Set(Object.values(DOOR).flat());

const doorRule = (id: string, isMeant: (code: string) => boolean): Rule => ({
  id,
  level: 'error',
  check: ({ faults }) =>
    faults.filter(({ code }) => isMeant(code)).map(({ plugin: _, ...complaint }) => complaint),
});

export const doorRules: readonly Rule[] = [
  ...Object.entries(DOOR).map(([id, codes]) => doorRule(id, (code) => codes.includes(code))),
  doorRule('plugin/served', (code) => !known.has(code)),
];
