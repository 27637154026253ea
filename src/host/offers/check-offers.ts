import type { Fault } from '../../contracts/fault.js';
import type { Icon } from '../../plugin-api/icon.js';
import { promptOptionsOf } from '../../plugin-api/prompt.js';
import { resourceOptionsOf } from '../../plugin-api/resource.js';
import type { OfferedClass } from '../plugin-code.js';
import { isUri, isUriTemplate } from './uri-template.js';

const PROMPT_NAME = /^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/;

/** What is wrong with the prompts of one plugin. */
export function checkPrompts(prompts: readonly OfferedClass[]): Fault[] {
  const names: string[] = [];
  return prompts.flatMap(({ offered }): Fault[] => {
    const options = promptOptionsOf(offered);
    if (options === undefined)
      return [unmarked('PROMPT_NOT_MARKED', offered.name, 'prompt', '@Prompt({ … })')];
    const { name } = options;
    const faults = [...undescribed(options, 'PROMPT_UNDESCRIBED', `The prompt ${name}`, '@Prompt')];
    if (!PROMPT_NAME.test(name)) {
      const message = `"${name}" is no name for a prompt.`;
      faults.push({ code: 'PROMPT_NAME_INVALID', message, hint: 'Use kebab-case, at most 64 characters.' });
    }
    if (names.includes(name)) {
      const message = `Two of its prompts are named ${name}.`;
      faults.push({ code: 'PROMPT_NAME_TAKEN', message, hint: 'Rename one of them.' });
    }
    if (typeof offered.prototype.run !== 'function') {
      const message = `${offered.name} has no run().`;
      faults.push({ code: 'PROMPT_WITHOUT_RUN', message, hint: 'Write `run(input, call) { … }`.' });
    }
    names.push(name);
    return faults;
  });
}

/** What is wrong with the resources of one plugin. */
export function checkResources(resources: readonly OfferedClass[]): Fault[] {
  const uris: string[] = [];
  return resources.flatMap(({ offered }): Fault[] => {
    const options = resourceOptionsOf(offered);
    if (options === undefined)
      return [unmarked('RESOURCE_NOT_MARKED', offered.name, 'resource', '@Resource({ … })')];
    const { uri, template, name } = options;
    const address = uri ?? template ?? '';
    const faults = undescribed(
      options,
      'RESOURCE_UNDESCRIBED',
      `The resource ${name || address}`,
      '@Resource',
    );
    if (!(template === undefined ? isUri(address) : uri === undefined && isUriTemplate(template))) {
      const message = `The resource ${name} has "${address}", which is neither a URI nor a template of URIs.`;
      const hint = 'Write one `uri` such as `notes://today`, or one `template` such as `notes://{name}`.';
      faults.push({ code: 'RESOURCE_URI_INVALID', message, hint });
    }
    if (/^ui:/i.test(address)) {
      const message = `The resource ${name} has ${address}: the scheme ui: is for the pages of tools.`;
      const hint = 'Say `app` in @Tool, and the page has its URI; else use a scheme of your own.';
      faults.push({ code: 'RESOURCE_URI_INVALID', message, hint });
    }
    if (uris.includes(address)) {
      const message = `Two of its resources have the URI ${address}.`;
      faults.push({ code: 'RESOURCE_URI_TAKEN', message, hint: 'Change one of them.' });
    }
    if (typeof offered.prototype.read !== 'function') {
      const message = `${offered.name} has no read().`;
      faults.push({ code: 'RESOURCE_WITHOUT_READ', message, hint: 'Write `read(variables, call) { … }`.' });
    }
    uris.push(address);
    return faults;
  });
}

/** Clients fetch icons: nothing but these two schemes is safe to hand them. */
export function checkIcons(of: string, icons: readonly Icon[] = []): Fault[] {
  return icons
    .filter(({ src }) => !/^(https:\/\/|data:image\/)/.test(src))
    .map(({ src }) => ({
      code: 'ICON_INVALID',
      message: `${of} has an icon at "${String(src).slice(0, 80)}".`,
      hint: 'Use an https: URL, or a data: URL of an image.',
    }));
}

const unmarked = (code: string, className: string, kind: string, decorator: string): Fault => ({
  code,
  message: `${className} is no ${kind}.`,
  hint: `Mark the class with ${decorator}.`,
});

function undescribed(
  {
    name,
    title,
    description,
    icons,
  }: { name: string; title: string; description: string; icons?: readonly Icon[] },
  code: string,
  of: string,
  decorator: string,
): Fault[] {
  const missing = Object.entries({ name, title, description }).filter(
    ([, value]) => typeof value !== 'string' || value.trim() === '',
  );
  return [
    ...missing.map(([field]) => ({
      code,
      message: `${of} has no ${field}.`,
      hint: `Write its \`${field}\` in ${decorator}.`,
    })),
    ...checkIcons(of, icons),
  ];
}
