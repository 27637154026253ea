import type { Icon } from './icon.js';
import { RESOURCE } from './metadata.js';
import type { ResourceContent } from './resource-content.js';
import type { ToolCall } from './tool-call.js';

interface ResourceFacts {
  /** A short name for programs, such as `models`. */
  name: string;
  /** What people see. */
  title: string;
  /** What it holds, in a sentence. */
  description: string;
  /** Of its content, where `read()` says nothing else. Default: `text/plain`, for bytes `application/octet-stream`. */
  mimeType?: string;
  icons?: readonly Icon[];
  /** After how many seconds the host gives up. Default: `server.callTimeoutSeconds` of the config. */
  timeoutSeconds?: number;
}

/**
 * What a resource says of itself: see {@link Resource}. Either the `uri` of one resource, or the `template` of many,
 * such as `notes://{folder}/{name}`: `{name}` stands for one part without slashes, `{+path}` for any.
 */
export type ResourceOptions = ResourceFacts &
  ({ uri: string; template?: never } | { template: string; uri?: never });

/** What a template's variables are in a URI, decoded. Empty for a resource with a fixed `uri`. */
export type Variables = Readonly<Record<string, string>>;

/** What `read()` returns: a text, bytes, either with a media type of its own, or undefined: there is no such resource. */
export type Content = string | Uint8Array | ResourceContent | undefined;

/** A resource that a template's `list()` names. */
export interface ListedResource {
  uri: string;
  name: string;
  title?: string;
  description?: string;
  mimeType?: string;
  /** Bytes. */
  size?: number;
}

/** An instance of a resource class. */
export interface Readable {
  /** What stands there now. `variables` are those of the URI template. */
  read(variables: Variables, call: ToolCall): Content | Promise<Content>;
  /** The resources of a template, or the most useful of them; left out where they can't be counted. */
  list?(): readonly ListedResource[] | Promise<readonly ListedResource[]>;
  /**
   * What a template's variable may be, as far as it is typed.
   *
   * @param others the other variables, as far as they are filled in.
   */
  complete?(
    variable: string,
    value: string,
    others: Variables,
  ): readonly string[] | Promise<readonly string[]>;
}

/** Makes a class a resource: something that clients read by its URI. Only records: the host builds the class. */
export function Resource(options: ResourceOptions) {
  return <T extends new (...services: never[]) => Readable>(resourceClass: T): void => {
    Object.defineProperty(resourceClass, RESOURCE, { value: options });
  };
}

/** What {@link Resource} recorded on a class; undefined where it recorded nothing. */
export function resourceOptionsOf(candidate: unknown): ResourceOptions | undefined {
  return typeof candidate === 'function' && Object.hasOwn(candidate, RESOURCE)
    ? Reflect.get(candidate, RESOURCE)
    : undefined;
}
