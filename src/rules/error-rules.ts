import type { SourceFile } from './examined-plugin.js';
import type { Complaint, Rule } from './rule.js';
import { toolsOf } from './tools-of.js';

const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const THROWN = /new ToolError\(\s*['"]([A-Z][A-Z0-9_]*)['"]/g;
/** A plugin may throw the host's own codes, which are documented already. */
const HOSTS_OWN =
  /^(INPUT_INVALID|CONTENT_REFUSED|RATE_LIMITED|NOT_AN_IMAGE|(OUTPUT|UPSTREAM|FILE|PATH|API|MODEL)_.+)$/;

/** Only tools have a place to list their codes in: a file of prompts, resources or steps alone has none. */
const isToolless = ({ path, text }: SourceFile): boolean =>
  /\.(prompt|resource|step)\.m?[jt]s$/.test(path) ||
  (/\b(Prompt|Resource|CallStep)\(/.test(text) && !/\bTool\(/.test(text));

/** Rules about a plugin's own errors. */
export const errorRules: readonly Rule[] = [
  {
    id: 'errors/documented',
    level: 'warning',
    check: (plugin) => {
      const { code, sources } = plugin;
      if (code === undefined) return [];
      const declared = toolsOf(plugin).flatMap(({ errors = {} }) => Object.keys(errors));
      const listing = sources.filter((source) => !isToolless(source));
      return listing.flatMap(({ path, text }): Complaint[] =>
        [...new Set([...text.matchAll(THROWN)].map(([, code = '']) => code))]
          .filter((code) => !declared.includes(code) && !HOSTS_OWN.test(code))
          .map((code) => ({
            message: `${code} is thrown, and no tool lists it.`,
            hint: `Say under \`errors\` in @Tool when it happens.`,
            where: path,
          })),
      );
    },
  },
  {
    id: 'errors/named',
    level: 'warning',
    check: (plugin) =>
      toolsOf(plugin).flatMap(({ name, errors = {} }) =>
        Object.entries(errors)
          .filter(([code, when]) => !CODE.test(code) || String(when).trim() === '')
          .map(([code]) => ({
            message: `The error ${code} of ${name} is not UPPER_SNAKE, or does not say when it happens.`,
            hint: 'Such as CITY_UNKNOWN: "There is no city of this name."',
          })),
      ),
  },
];
