import { existsSync } from 'node:fs';
import type { Fault } from '../contracts/fault.js';
import type { ToolOptions } from '../plugin-api/tool.js';
import type { AppOrigins, AppPermission, ToolApp } from '../plugin-api/tool-app.js';

/** Inside of the plugin's folder, whatever the system. */
const HTML_FILE = /^(?!\/)(?!.*(^|\/)\.\.?\/)[^\\:?#%]+\.html?$/;
const ORIGIN = /^(https?|wss?):\/\/(\*\.)?[a-z0-9.-]+(:\d+)?$/i;
const ORIGINS: readonly (keyof AppOrigins)[] = [
  ...(['connectDomains', 'resourceDomains', 'frameDomains', 'baseUriDomains'] as const),
];
const PERMISSIONS: readonly AppPermission[] = ['camera', 'microphone', 'geolocation', 'clipboardWrite'];

/** What is wrong with the page of a tool. */
export function checkApp({ name, app }: ToolOptions<object, object>, folder: string | undefined): Fault[] {
  if (app === undefined) return [];
  const invalid = (what: string, hint: string): Fault => ({
    code: 'APP_INVALID',
    message: `The app of the tool ${name} ${what}.`,
    hint,
  });
  return [
    ...pageFaults(app, name, folder, invalid),
    ...unknownKeys(app.csp ?? {}, ORIGINS).map((key) =>
      invalid(`has csp.${key}, which is not known`, `There are ${ORIGINS.join(', ')}.`),
    ),
    ...foreignOrigins(app.csp).map((origin) =>
      invalid(`names "${origin}", which is no origin`, 'Such as https://tiles.example.com, without a path.'),
    ),
    ...(app.permissions ?? [])
      .filter((word) => !PERMISSIONS.includes(word))
      .map((word) =>
        invalid(`asks for "${word}", which is no permission`, `There are ${PERMISSIONS.join(', ')}.`),
      ),
  ];
}

function pageFaults(
  { file, html }: ToolApp,
  name: string,
  folder: string | undefined,
  invalid: (what: string, hint: string) => Fault,
): Fault[] {
  const hint =
    'Write `app: { file: "page.html" }`, relative to the plugin\'s folder, or `app: { html: () => … }`.';
  if (typeof html === 'function' && file === undefined) return [];
  if (typeof file !== 'string' || html !== undefined)
    return [invalid('has neither one `file` nor one function `html`', hint)];
  if (!HTML_FILE.test(file))
    return [invalid(`is in "${file}", which is no HTML file of the plugin's own`, hint)];
  // One that is in memory has no folder to look into.
  if (folder === undefined || existsSync(new URL(file, folder))) return [];
  return [
    {
      code: 'APP_FILE_MISSING',
      message: `The app of the tool ${name} is in ${file}, and there is no such file in the plugin's folder.`,
      hint: 'Correct the path, which is relative to the plugin file; where the plugin is built, copy the page beside it.',
      where: new URL(file, folder).href,
    },
  ];
}

const unknownKeys = (given: object, known: readonly string[]): string[] =>
  Object.keys(given).filter((key) => !known.includes(key));

const foreignOrigins = (csp: AppOrigins = {}): string[] =>
  ORIGINS.flatMap((key) => [csp[key] ?? []].flat()).filter((origin) => !ORIGIN.test(origin));
