import type { WireJson } from './wire-json.js';

const MOST_LINES = 50_000;
const MOST_SHOWN = 100;
const MOST_INPUTS = 50_000;

export interface BatchLine {
  custom_id: string;
  body: WireJson;
}

interface Fault {
  code: string;
  line: number | null;
  message: string;
  param: string | null;
}

const parsed = (text: string): WireJson => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

function faultIn(request: WireJson, endpoint: string): Omit<Fault, 'line'> | undefined {
  const fault = (code: string, message: string, param: string | null = null) => ({ code, message, param });
  if (typeof request !== 'object' || request === null || Array.isArray(request))
    return fault('invalid_json_line', 'This line is not parseable as valid JSON.');
  for (const name of ['custom_id', 'method', 'url', 'body'])
    if (request[name] === undefined || request[name] === '')
      return fault('missing_required_parameter', `Missing required parameter: '${name}'.`, name);
  if (request.method !== 'POST')
    return fault('invalid_method', "Invalid 'method': only POST is supported.", 'method');
  if (request.url !== endpoint)
    return fault(
      'invalid_url',
      `The provided URL '${request.url}' does not match the batch endpoint '${endpoint}'.`,
      'url',
    );
  return undefined;
}

const inputsOf = ({ input }: WireJson): number => (Array.isArray(input) ? input.length : 1);

/** The requests in a batch's file, and all that is wrong with them. */
export function readBatchFile(text: string, endpoint: string): { lines: BatchLine[]; faults: Fault[] } {
  const lines: BatchLine[] = [];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  let model: unknown;
  const rows = text.split('\n').map((row, at) => ({ row: row.trim(), line: at + 1 }));
  for (const { row, line } of rows.filter(({ row }) => row !== '')) {
    const request = parsed(row);
    const found = faultIn(request, endpoint);
    if (found !== undefined) {
      faults.push({ ...found, line });
      continue;
    }
    const { custom_id: id, body } = request;
    if (seen.has(id))
      faults.push({
        code: 'duplicate_custom_id',
        message: `The custom_id '${id}' is duplicated.`,
        param: 'custom_id',
        line,
      });
    seen.add(id);
    model ??= body.model;
    if (body.model !== model)
      faults.push({
        code: 'mismatched_model',
        message: `The provided model '${body.model}' does not match the first model '${model}' of the batch.`,
        param: 'body.model',
        line,
      });
    lines.push({ custom_id: id, body });
  }
  const whole = (code: string, message: string) => faults.push({ code, message, param: null, line: null });
  if (lines.length + faults.length === 0) whole('empty_file', 'The batch file is empty.');
  if (lines.length > MOST_LINES)
    whole('too_many_requests', `The batch has more than ${MOST_LINES} requests.`);
  const inputs = lines.reduce((sum, { body }) => sum + inputsOf(body), 0);
  if (endpoint === '/v1/embeddings' && inputs > MOST_INPUTS)
    whole('too_many_inputs', `The batch has more than ${MOST_INPUTS} embedding inputs.`);
  return { lines, faults: faults.slice(0, MOST_SHOWN) };
}
