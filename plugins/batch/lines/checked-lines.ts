import { endpointOf, URLS } from './endpoints.js';
import type { LineFaults } from './line-faults.js';
import type { GivenLine } from './line-source.js';

type Json = Record<string, unknown>;

/** A line in OpenAI's form. */
export interface Line {
  custom_id: string;
  method: 'POST';
  url: string;
  body: Json;
}

export const MOST_LINES = 50_000;
const MOST_INPUTS = 50_000;
/** What only a request by itself can have. */
const ALONE = ['stream', 'background'];

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Checks the requests of a batch one after the other, and what they have to have in common. */
export class CheckedLines {
  private readonly ids = new Map<string, string>();
  private inputs = 0;
  private model: string | undefined;
  private isTold = false;

  /** @param url of all lines; left out: that of the first one. */
  constructor(
    private readonly faults: LineFaults,
    public url: string | undefined,
    private readonly defaults: Json,
  ) {}

  get count(): number {
    return this.ids.size;
  }

  /** The line, unless it has faults. */
  check({ place, request }: GivenLine): Line | undefined {
    const fault = (what: string) => void this.faults.add(what, place);
    if (request === undefined) return fault('This is not JSON.');
    if (!isRecord(request)) return fault('This is no JSON object.');
    const { custom_id: id, method, url, body } = request;
    if (typeof id !== 'string' || id === '') return fault('custom_id is missing: a text of its own.');
    const earlier = this.ids.get(id);
    if (earlier !== undefined) return fault(`custom_id "${id}" is that of ${earlier} already.`);
    this.ids.set(id, place);
    if (method !== 'POST') return fault('method has to be POST.');
    const endpoint = endpointOf(url);
    if (endpoint === undefined) return fault(`url has to be one of ${URLS.join(', ')}.`);
    this.url ??= url as string;
    if (url !== this.url) return fault(`url is ${url}, and all of a batch have one: ${this.url}.`);
    if (!isRecord(body)) return fault('body is missing: the JSON of the request.');
    const whole = { ...this.defaults, ...body };
    if (!endpoint.needs.some((name) => (whole[name] ?? null) !== null))
      return fault(`body has no ${endpoint.needs.join(' and no ')}.`);
    const alone = ALONE.find((name) => whole[name] === true);
    if (alone !== undefined) return fault(`${alone} is not for batches.`);
    this.bound(place, whole);
    return { custom_id: id, method: 'POST', url: this.url, body: whole };
  }

  /** Checks the model that a line has come to: a batch has one. */
  checkModel(model: unknown, place: string): void {
    if (typeof model !== 'string' || model === '') this.faults.add('model is missing.', place);
    else if (this.model === undefined) this.model = model;
    else if (model !== this.model)
      this.faults.add(`model is ${model}, and all of a batch have one: ${this.model}.`, place);
  }

  private bound(place: string, { input }: Json): void {
    const tooMany = (what: string) => {
      if (!this.isTold) this.faults.add(what, place);
      this.isTold = true;
    };
    if (this.count > MOST_LINES) tooMany(`A batch has at most ${MOST_LINES} requests. Make several.`);
    if (this.url !== '/v1/embeddings') return;
    this.inputs += Array.isArray(input) && typeof input[0] !== 'number' ? input.length : 1;
    if (this.inputs > MOST_INPUTS)
      tooMany(`A batch of embeddings has at most ${MOST_INPUTS} inputs in all. Make several.`);
  }
}
