import type { RequestRecord } from '../../contracts/request-record.js';
import type { RunningCall } from '../../contracts/running-call.js';
import { BoundedLabel, OTHER } from './bounded-labels.js';

const MOST_CLIENTS = 200;
const MOST_MODELS = 100;
const MOST_CODES = 200;
/** Whoever has not had to say who it is. */
const ANONYMOUS = 'anonymous';
const LOCAL = 'local';

type Whose = Pick<RunningCall, 'isLocal' | 'access' | 'client' | 'tool' | 'plugin'>;

/** The labels that calls and requests are counted under: never what a client may make up. */
export class HouseLabels {
  private readonly clients = new BoundedLabel(MOST_CLIENTS);
  private readonly models = new BoundedLabel(MOST_MODELS);
  private readonly codes = new BoundedLabel(MOST_CODES);

  /** @param names the clients of the config. */
  constructor(names: readonly string[]) {
    for (const name of names) this.clients.admit(name);
  }

  client(call: Whose | undefined): string {
    if (call === undefined) return 'none';
    if (call.isLocal) return LOCAL;
    if (call.access !== undefined) {
      this.clients.admit(call.access.name);
      return this.clients.of(call.access.name);
    }
    // A job's call has no access with it, but the name that it had.
    const known = this.clients.of(call.client.name);
    return known === OTHER ? ANONYMOUS : known;
  }

  /** Of a record: who it was is known by name only. */
  clientNamed(name: string | null): string {
    return name === null ? 'none' : this.clients.of(name);
  }

  /** The name of a tool that is not served is its caller's. */
  tool(call: Whose | undefined): string {
    if (call === undefined) return 'none';
    return call.plugin === '' ? OTHER : call.tool;
  }

  /** A model that has answered exists. */
  model({
    model,
    requestedModel,
    status,
  }: Pick<RequestRecord, 'model' | 'requestedModel' | 'status'>): string {
    const name = model ?? requestedModel;
    if (name === null) return 'none';
    if (status >= 200 && status < 300) this.models.admit(name);
    return this.models.of(name);
  }

  /** Plugins of strangers may have any. */
  code(code: string): string {
    this.codes.admit(code);
    return this.codes.of(code);
  }
}
