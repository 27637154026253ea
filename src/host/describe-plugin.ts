import { type Fault, FaultError } from '../contracts/fault.js';
import { stepOptionsOf } from '../plugin-api/call-step.js';
import { contractNameOf, ownerOf } from '../plugin-api/contract.js';
import type { JsonSchema, Shape } from '../plugin-api/json-schema.js';
import { capabilityOf } from './capabilities.js';
import type { CataloguePlugin, CatalogueStep } from './catalogue.js';
import { askedContracts } from './constructor-services.js';
import { describeTool } from './describe-tool.js';
import { describePrompt, describeResource } from './offers/describe-offers.js';
import { offeredClasses, type PluginCode, type StepCode } from './plugin-code.js';

const NO_ARGUMENTS: JsonSchema = { type: 'object', additionalProperties: false };

/**
 * A plugin's code as data for the catalogue.
 *
 * @throws FaultError with every rule that has no JSON Schema.
 */
export async function describePlugin(code: PluginCode, file: string): Promise<CataloguePlugin> {
  const { definition, tools, steps, prompts, resources } = code;
  const { schemaOf } = await import('../schema/schema-of.js');
  const faults: Fault[] = [];
  const schema = (shape: Shape | undefined): JsonSchema => {
    if (shape === undefined) return NO_ARGUMENTS;
    try {
      return schemaOf(shape);
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      faults.push(...error.faults);
      return {};
    }
  };
  const plugin: CataloguePlugin = {
    name: definition.name,
    title: definition.title,
    version: definition.version,
    ...(definition.instructions === undefined ? {} : { instructions: definition.instructions }),
    ...(definition.settings === undefined ? {} : { settingsSchema: schema(definition.settings) }),
    ...relationsOf(code),
    ...(definition.logs === true ? { logs: true } : {}),
    file,
    tools: await Promise.all(tools.map((tool) => describeTool(tool, schema, faults))),
    prompts: prompts.map((prompt) => describePrompt(prompt, schema, faults)),
    resources: resources.map(describeResource),
    ...(steps.length === 0 ? {} : { steps: steps.map(describeStep) }),
  };
  if (faults.length > 0) throw new FaultError(faults);
  return plugin;
}

/** What a plugin wants of others and gives to them; what is empty is left out. */
function relationsOf(code: PluginCode): Partial<CataloguePlugin> {
  const { needs = [], exports: exported = [], uses } = code.definition;
  const asked = askedContracts(code.definition, offeredClasses(code));
  const asks = asked.filter((contract) => ownerOf(contract) !== undefined);
  const injects = [...new Set(asked.map(capabilityOf).filter((word) => word !== undefined))].sort();
  return {
    ...(needs.length === 0 ? {} : { needs }),
    ...(exported.length === 0 ? {} : { exports: exported.map((each) => contractNameOf(each)!) }),
    ...(asked.includes('Subscribers') ? { tellsChanges: true } : {}),
    ...(asks.length === 0 ? {} : { asks }),
    ...(uses === undefined ? {} : { uses }),
    ...(injects.length === 0 ? {} : { injects }),
  };
}

function describeStep({ stepClass, file }: StepCode): CatalogueStep {
  const { name, before, after, tools } = stepOptionsOf(stepClass)!;
  return {
    name,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(tools === undefined ? {} : { tools: [tools].flat() }),
    file,
  };
}
