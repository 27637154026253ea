import type { Access } from '../../contracts/access.js';
import { closest } from '../../contracts/closest.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { Content, ListedResource } from '../../plugin-api/resource.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { CatalogueResource } from '../catalogue.js';
import { type Completion, checkedCompletion, NOTHING, type Typed } from './completion.js';
import { contentsOf, type WireContents } from './content-blocks.js';
import { type Caller, type OfferCalls, type Outcome, returnedInvalid } from './offer-calls.js';
import type { ServedResource } from './served-resource.js';
import { matchUri, variablesOf } from './uri-template.js';

/** What a resource holds, in MCP's words. */
export interface ReadContents {
  contents: (WireContents & { _meta?: object })[];
  _meta?: Record<string, unknown>;
}

/** A longer URI is nobody's. */
const LONGEST_URI = 8192;

/** The resources of the plugins that are on, and the pages of their tools. */
export class Resources {
  private readonly fixed: readonly ServedResource[];
  private readonly templates: readonly ServedResource[];
  /** Plugins that were found to tell of what is not theirs: said once of each. */
  private readonly warned = new Set<string>();

  constructor(
    all: readonly ServedResource[],
    private readonly calls: OfferCalls,
    private readonly logger: Logger,
  ) {
    this.fixed = all.filter(({ resource }) => !resource.isTemplate);
    this.templates = all.filter(({ resource }) => resource.isTemplate);
  }

  /** Resources and templates, in the order in which they are listed. */
  get listed(): (CatalogueResource & { plugin: string })[] {
    return this.listedFor(undefined);
  }

  /** Those of one client; undefined: of any on this machine. */
  listedFor(access: Access | undefined): (CatalogueResource & { plugin: string })[] {
    return this.servedFor(access).map(({ resource, runtime }) => ({
      ...resource,
      plugin: runtime.plugin.name,
    }));
  }

  /** Whether a listing can change without any plugin being changed. */
  get vary(): boolean {
    return this.templates.some(({ resource }) => resource.lists);
  }

  /** Whether there is any template that completes. */
  completeFor(access: Access | undefined): boolean {
    return this.servedFor(access).some(({ resource }) => resource.isTemplate && resource.completes);
  }

  /** Whether there is any whose changes are told. */
  tellChangesTo(access: Access | undefined): boolean {
    return this.servedFor(access).some(({ runtime }) => runtime.plugin.tellsChanges === true);
  }

  /** Whether a client gets a resource, if there is one. */
  isFor(uri: string, access: Access | undefined): boolean {
    return this.find(uri, access) !== undefined;
  }

  belongsTo(uri: string, plugin: string): boolean {
    if (this.find(uri)?.runtime.plugin.name === plugin) return true;
    if (!this.warned.has(plugin)) {
      this.warned.add(plugin);
      this.logger.warn(`${plugin} told of a change of ${uri}, which is no resource of its own.`);
    }
    return false;
  }

  /** Starts the plugin of a resource, so that it can tell of changes; undefined where the resource is told of by nobody. */
  async follow(uri: string, access: Access | undefined): Promise<ToolError | undefined> {
    const found = this.find(uri, access);
    if (found === undefined) return this.unknown(uri, access);
    // Why a plugin does not start is logged; the resource may still be read later.
    await found.runtime.running().catch(() => undefined);
    return undefined;
  }

  /** The fixed resources, and those that templates list; a template that fails leaves the others as they are. */
  async list(caller: Caller): Promise<ListedResource[]> {
    const served = this.servedFor(caller.access);
    const listing = served.filter(({ resource }) => resource.isTemplate && resource.lists);
    const lists = await Promise.all(listing.map((each) => this.listTemplate(each, caller)));
    const fixed = served.filter(({ resource }) => !resource.isTemplate);
    return [...fixed.map(({ resource }) => resource), ...lists.flat()];
  }

  async read(uri: string, caller: Caller): Promise<Outcome<ReadContents>> {
    const found = this.find(uri, caller.access);
    if (found === undefined) return { failure: this.unknown(uri, caller.access) };
    const { resource, runtime, variables } = found;
    const offer = { ...resource, plugin: runtime.plugin.name, isCounted: true as const };
    return this.calls.run(caller, offer, async (call) => {
      const content = await found.read(variables, call);
      if (content === undefined) throw resource.isTemplate ? gone(uri) : this.unknown(uri, caller.access);
      return { contents: [readContents(uri, content, resource)] };
    });
  }

  async completeVariable(template: string, typed: Typed, caller: Caller): Promise<Outcome<Completion>> {
    const found = this.servedFor(caller.access).find(
      ({ resource }) => resource.isTemplate && resource.uri === template,
    );
    if (found === undefined) return { failure: this.unknown(template, caller.access) };
    const { resource, runtime } = found;
    if (!resource.completes || !variablesOf(template).includes(typed.name)) return { result: NOTHING };
    return this.calls.run(caller, { ...resource, plugin: runtime.plugin.name }, async () => {
      const { instance } = await runtime.resource(resource);
      const returned = await instance.complete?.(typed.name, typed.value, typed.others);
      return checkedCompletion(resource.name, returned);
    });
  }

  private async listTemplate(
    { resource, runtime }: ServedResource,
    caller: Caller,
  ): Promise<ListedResource[]> {
    const { uri: template, name, mimeType } = resource;
    const outcome = await this.calls.run(caller, { ...resource, plugin: runtime.plugin.name }, async () => {
      const { instance } = await runtime.resource(resource);
      const listed = (await instance.list?.()) ?? [];
      const foreign = listed.find(({ uri }) => matchUri(template, uri) === undefined);
      if (foreign !== undefined)
        throw returnedInvalid(name, `from list() ${foreign.uri}, which its template misses`);
      return { listed };
    });
    if ('result' in outcome) {
      return outcome.result.listed.map((each) => ({
        ...(mimeType === undefined ? {} : { mimeType }),
        ...each,
      }));
    }
    const facts = 'failure' in outcome ? { code: outcome.failure.code } : {};
    this.logger.warn(`The resources of ${template} can't be listed.`, facts);
    return [];
  }

  /** A fixed URI before a template, and of two templates the one that says more. */
  private find(
    uri: string,
    access?: Access,
  ): (ServedResource & { variables: Record<string, string> }) | undefined {
    if (uri.length > LONGEST_URI) return undefined;
    const served = this.servedFor(access);
    const fixed = served.find(({ resource }) => !resource.isTemplate && resource.uri === uri);
    if (fixed !== undefined) return { ...fixed, variables: {} };
    const fitting = served.flatMap((each) => {
      const variables = each.resource.isTemplate ? matchUri(each.resource.uri, uri) : undefined;
      return variables === undefined ? [] : [{ ...each, variables }];
    });
    const said = ({ resource }: ServedResource) => resource.uri.replace(/\{[^}]*\}/g, '').length;
    return fitting.sort((one, other) => said(other) - said(one))[0];
  }

  private servedFor(access: Access | undefined): ServedResource[] {
    return [...this.fixed, ...this.templates].filter((each) => each.isFor(access));
  }

  private unknown(uri: string, access: Access | undefined): ToolError {
    const near = closest(
      uri,
      this.servedFor(access).map(({ resource }) => resource.uri),
    );
    return new ToolError(
      'RESOURCE_UNKNOWN',
      `There is no resource ${uri.slice(0, 200)} here.`,
      near === undefined || near === uri
        ? 'resources/list and resources/templates/list say which there are.'
        : `Did you mean ${near}?`,
    );
  }
}

/** What fits a template has the right form: that it is not there is all there is to say. */
const gone = (uri: string): ToolError =>
  new ToolError(
    'RESOURCE_UNKNOWN',
    `There is no resource ${uri.slice(0, 200)} here.`,
    'It may have been moved or cleared; resources/list says which there are.',
  );

function readContents(
  uri: string,
  returned: Content,
  resource: CatalogueResource,
): ReadContents['contents'][number] {
  const { name, mimeType, ui } = resource;
  const bare = typeof returned === 'string' || returned instanceof Uint8Array;
  const content = bare ? returned : returned?.content;
  const contents = contentsOf(uri, content, bare ? mimeType : (returned?.mimeType ?? mimeType));
  if (contents === undefined) throw returnedInvalid(name, 'neither a text nor bytes');
  return ui === undefined ? contents : { ...contents, _meta: { ui } };
}
