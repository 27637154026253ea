import { judgeDescription } from './description-length.js';
import { type ExaminedResource, has, resourcesOf } from './offers-of.js';
import type { Complaint, Level, Rule } from './rule.js';

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9!#$&^_.+-]*(\s*;\s*[a-z0-9-]+=("[^"]*"|[^\s;"]+))*$/i;

/** A rule that looks at one resource at a time, and at those before it. */
const resourceRule = (
  id: string,
  level: Level,
  judge: (resource: ExaminedResource, before: readonly ExaminedResource[]) => Complaint | undefined,
): Rule => ({
  id,
  level,
  check: (plugin) =>
    resourcesOf(plugin).flatMap((resource, index, all) => {
      const complaint = judge(resource, all.slice(0, index));
      return complaint === undefined ? [] : [{ ...complaint, where: resource.file }];
    }),
});

/** Two templates that differ by the names of their variables alone are one to whoever reads. */
const shapeOf = (template: string): string => template.replace(/\{(\+?)[^}]*\}/g, '{$1}');

const namedOf = ({ name }: ExaminedResource): string => `The resource ${name}`;

/** Rules about what clients see of a resource. */
export const resourceRules: readonly Rule[] = [
  resourceRule('resource/name', 'warning', ({ name }, before) => {
    if (typeof name !== 'string' || name.trim() === '') return undefined;
    const hint = 'Such as city: programs know it by this name, people by its title.';
    if (!KEBAB.test(name)) return { message: `The resource "${name}" is not kebab-case.`, hint };
    return before.some((other) => other.name === name)
      ? { message: `Two of its resources are named ${name}.`, hint }
      : undefined;
  }),
  resourceRule('resource/description', 'warning', ({ name, title, description }) => {
    const message = judgeDescription(`the resource ${name}`, description, title);
    return message === undefined ? undefined : { message, hint: 'Say in a sentence what it holds.' };
  }),
  resourceRule('resource/mime-type', 'warning', (resource) => {
    const { uri, mimeType } = resource;
    const hint = 'Such as text/markdown: clients choose by it how to show the content.';
    if (mimeType !== undefined && !MEDIA_TYPE.test(mimeType)) {
      return { message: `${namedOf(resource)} has the mimeType "${mimeType}", which is none.`, hint };
    }
    // What a template holds may be of many kinds.
    return uri !== undefined && mimeType === undefined
      ? { message: `${namedOf(resource)} has no mimeType.`, hint }
      : undefined;
  }),
  resourceRule('resource/reachable', 'warning', ({ name, template }, before) => {
    const shadow = before.find(
      (other) =>
        template !== undefined &&
        other.template !== undefined &&
        other.template !== template &&
        shapeOf(other.template) === shapeOf(template),
    );
    if (shadow === undefined) return undefined;
    return {
      message: `${shadow.template} of ${shadow.name} and ${template} of ${name} fit the same URIs, so one is never read.`,
      hint: 'Give each a part of its own, such as notes://by-day/{day}.',
    };
  }),
  resourceRule('resource/scheme', 'advice', (resource) =>
    /^https?:/i.test(resource.uri ?? resource.template ?? '')
      ? {
          message: `${namedOf(resource)} has a URI of the web, which clients may fetch there and not here.`,
          hint: "Use a scheme of the plugin's own, such as trips://…",
        }
      : undefined,
  ),
  resourceRule('resource/findable', 'advice', (resource) =>
    resource.template !== undefined && !has(resource, 'list') && !has(resource, 'complete')
      ? {
          message: `${namedOf(resource)} is a template that neither lists nor completes: nobody learns what is there.`,
          hint: 'Write list(), or complete(variable, value, others) where there are too many.',
        }
      : undefined,
  ),
];
