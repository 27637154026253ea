import type { Prompt, Resource, ResourceTemplateType, Icon as WireIcon } from '@modelcontextprotocol/server';
import type { CataloguePrompt, CatalogueResource } from '../host/catalogue.js';
import type { Icon } from '../plugin-api/icon.js';
import type { ListedResource } from '../plugin-api/resource.js';

/** Icons in MCP's words; nothing where there are none. */
export const iconsOf = (icons: readonly Icon[] | undefined): { icons?: WireIcon[] } =>
  icons === undefined ? {} : { icons: icons as WireIcon[] };

/** A prompt in MCP's words. */
export function promptOf({ name, title, description, icons, inputSchema }: CataloguePrompt): Prompt {
  const { properties = {}, required = [] } = inputSchema as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  const args = Object.entries(properties).map(([argument, property]) => ({
    name: argument,
    ...(property.description === undefined ? {} : { description: property.description }),
    required: required.includes(argument),
  }));
  return { name, title, description, ...(args.length > 0 ? { arguments: args } : {}), ...iconsOf(icons) };
}

/** A resource in MCP's words. */
export const resourceOf = (resource: ListedResource & Pick<CatalogueResource, 'icons' | 'ui'>): Resource => {
  const { uri, name, title, description, mimeType, size, icons, ui } = resource;
  const meta = ui === undefined ? {} : { _meta: { ui } };
  return { uri, name, title, description, mimeType, size, ...iconsOf(icons), ...meta } as Resource;
};

/** A template of resources in MCP's words. */
export const templateOf = (resource: CatalogueResource): ResourceTemplateType => {
  const { uri, name, title, description, mimeType, icons } = resource;
  return { uriTemplate: uri, name, title, description, mimeType, ...iconsOf(icons) } as ResourceTemplateType;
};
