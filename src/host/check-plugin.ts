import { type Fault, FaultError } from '../contracts/fault.js';
import { isService } from '../plugin-api/service.js';
import { type ToolOptions, toolOptionsOf } from '../plugin-api/tool.js';
import { unknownCapabilities } from './capabilities.js';
import { checkApp } from './check-app.js';
import { checkSteps } from './check-steps.js';
import { CLIENT_CAPABILITIES } from './client-capabilities.js';
import { type ContractNames, missingServices } from './constructor-services.js';
import { exportFaults } from './exported-services.js';
import { supportsHost } from './host-version.js';
import { checkIcons, checkPrompts, checkResources } from './offers/check-offers.js';
import { offeredClasses, type PluginCode } from './plugin-code.js';

export const PLUGIN_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const TOOL_NAME = /^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/;

/**
 * The contract at the door: everything that must hold before a plugin's code is used.
 *
 * @throws FaultError with every fault at once.
 */
export async function checkPlugin(code: PluginCode, contracts: ContractNames): Promise<void> {
  const { definition, tools, steps, prompts, resources } = code;
  const faults: Fault[] = [];
  const expect = (holds: boolean, faultCode: string, message: string, hint: string) => {
    if (!holds) faults.push({ code: faultCode, message, hint });
  };
  expect(
    PLUGIN_NAME.test(definition.name),
    'PLUGIN_NAME_INVALID',
    `"${definition.name}" is no name for a plugin.`,
    'Use kebab-case: small letters, digits and single hyphens.',
  );
  const host = await supportsHost(definition.host);
  expect(
    host.ok,
    'PLUGIN_HOST_VERSION',
    host.message,
    'Set `host` to the versions that it was tested with, such as "^1".',
  );
  expect(
    tools.length + steps.length + prompts.length + resources.length > 0 ||
      (definition.exports ?? []).length > 0,
    'PLUGIN_EMPTY',
    'It offers no tool, prompt or resource.',
    'Export a @Tool class from a *.tool.ts file, or list it in `tools`.',
  );
  for (const service of definition.services ?? []) {
    expect(
      isService(service),
      'SERVICE_NOT_MARKED',
      `${service.name} is not a service.`,
      'Mark the class with @Service().',
    );
  }
  for (const { toolClass } of tools) {
    const options = toolOptionsOf(toolClass);
    if (options === undefined) {
      expect(false, 'TOOL_NOT_MARKED', `${toolClass.name} is no tool.`, 'Mark the class with @Tool({ … }).');
    } else {
      faults.push(...checkTool(options), ...checkApp(options, code.folder));
      expect(
        typeof toolClass.prototype.run === 'function',
        'TOOL_WITHOUT_RUN',
        `${toolClass.name} has no run().`,
        'Write `async run(input, call) { … }`.',
      );
    }
  }
  faults.push(
    ...checkSteps(steps),
    ...repeatedNames(code),
    ...checkPrompts(prompts),
    ...checkResources(resources),
    ...unknownCapabilities(definition.uses),
    ...exportFaults(definition),
    ...missingServices(definition, offeredClasses(code), contracts),
  );
  if (faults.length > 0) throw new FaultError(faults);
}

function checkTool(options: ToolOptions<object, object>): Fault[] {
  const { name, title, description, effect, long, icons, requires = [] } = options;
  const faults = checkIcons(`The tool ${name}`, icons);
  if (!TOOL_NAME.test(name)) {
    faults.push({
      code: 'TOOL_NAME_INVALID',
      message: `"${name}" is no name for a tool.`,
      hint: 'Use kebab-case verb-noun, at most 64 characters.',
    });
  }
  for (const [field, value] of Object.entries({ title, description })) {
    if (typeof value === 'string' && value.trim() !== '') continue;
    faults.push({
      code: 'TOOL_UNDESCRIBED',
      message: `The tool ${name} has no ${field}.`,
      hint: `Write its \`${field}\` in @Tool.`,
    });
  }
  if (!['read-only', 'additive', 'destructive'].includes(effect)) {
    faults.push({
      code: 'TOOL_EFFECT_UNKNOWN',
      message: `The tool ${name} has the effect "${effect}".`,
      hint: 'Say read-only, additive or destructive.',
    });
  }
  if (long !== undefined && !['resumable', 'once'].includes(long)) {
    faults.push({
      code: 'TOOL_LONG_UNKNOWN',
      message: `The tool ${name} is long: "${long}".`,
      hint: 'Say resumable, where a call goes on where the one before stopped and pays for nothing twice; else once.',
    });
  }
  for (const word of requires.filter((each) => !CLIENT_CAPABILITIES.includes(each))) {
    faults.push({
      code: 'CAPABILITY_UNKNOWN',
      message: `The tool ${name} requires "${word}" of clients, which is no capability.`,
      hint: `There are ${CLIENT_CAPABILITIES.join(', ')}.`,
    });
  }
  return faults;
}

function repeatedNames({ tools }: PluginCode): Fault[] {
  const names = tools.map(({ toolClass }) => toolOptionsOf(toolClass)?.name);
  return [...new Set(names.filter((name, index) => name !== undefined && names.indexOf(name) !== index))].map(
    (name) => ({
      code: 'TOOL_NAME_TAKEN',
      message: `Two of its tools are named ${name}.`,
      hint: 'Rename one of them.',
    }),
  );
}
