import { type ApiError, badRequest } from './api-error.js';
import type { WireJson } from './wire-json.js';

const REASONING = /^(o\d|gpt-5|gpt-[6-9])/;
const ALWAYS_REASONS = /^gpt-(6\.1-sol|6\.[2-9]|6-astra)/;
const TOOLS_ONLY_IN_RESPONSES = /^gpt-6\.[1-9]/;
const TOOLS_WITHOUT_REASONING = /^gpt-6-(sol|luna)/;
const ONLY_CHATS = /^gpt-audio/;
const LEAST_OUTPUT_TOKENS = 16;

const unsupported = (name: string, more = ''): ApiError =>
  badRequest(
    `Unsupported parameter: '${name}' is not supported with this model.${more}`,
    name,
    'unsupported_parameter',
  );

const refuseSampling = (body: WireJson, effort: unknown): void => {
  if (effort === 'none') return;
  for (const name of ['temperature', 'top_p']) if ((body[name] ?? 1) !== 1) throw unsupported(name);
  for (const name of ['logprobs', 'top_logprobs']) if (body[name]) throw unsupported(name);
};

const refuseEffort = (body: WireJson, effort: unknown, name: string): void => {
  if (effort && !REASONING.test(body.model)) throw unsupported(name);
  if (ALWAYS_REASONS.test(body.model) && (effort === 'none' || effort === 'minimal')) {
    throw badRequest(
      `Unsupported value: '${effort}' is not supported with the '${body.model}' model. ` +
        "Supported values are: 'low', 'medium', 'high', 'xhigh', and 'max'.",
      name,
      'unsupported_value',
    );
  }
};

const TIERS = ['auto', 'default', 'flex', 'scale', 'priority', 'fast'];

const refuseTier = ({ service_tier: tier }: WireJson): void => {
  if (tier === undefined || tier === null || TIERS.includes(tier)) return;
  const supported = TIERS.map((one) => `'${one}'`).join(', ');
  const message = `Invalid value: '${tier}'. Supported values are: ${supported}.`;
  throw badRequest(message, 'service_tier', 'invalid_value');
};

/** The Responses API has no sound, nor the models that are for it. */
const refuseSound = ({ model, input }: WireJson): void => {
  if (ONLY_CHATS.test(model))
    throw badRequest(`The requested model '${model}' is not supported with the Responses API.`, 'model');
  (Array.isArray(input) ? input : []).forEach((item, at) => {
    const parts: WireJson[] = Array.isArray(item?.content) ? item.content : [];
    const sound = parts.findIndex((part) => part?.type === 'input_audio');
    if (sound < 0) return;
    const message =
      "Invalid value: 'input_audio'. Supported values are: 'input_text', 'input_image', 'output_text', 'refusal', and 'input_file'.";
    throw badRequest(message, `input[${at}].content[${sound}]`, 'invalid_value');
  });
};

const refuseCount = ({ n = 1 }: WireJson): void => {
  if (n === null || (Number.isInteger(n) && n >= 1 && n <= 128)) return;
  throw badRequest("Invalid 'n': expected a value between 1 and 128.", 'n', 'invalid_value');
};

/** What the real models turn down, by family, so that a plugin meets it here and not in production. */
export const refuseForResponses = (body: WireJson): void => {
  refuseTier(body);
  refuseSound(body);
  const effort = body.reasoning?.effort;
  refuseEffort(body, effort, 'reasoning.effort');
  if (REASONING.test(body.model)) refuseSampling(body, effort);
  const most = body.max_output_tokens;
  if (typeof most === 'number' && most < LEAST_OUTPUT_TOKENS) {
    throw badRequest(
      `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= ${LEAST_OUTPUT_TOKENS}, but got ${most} instead.`,
      'max_output_tokens',
      'integer_below_min_value',
    );
  }
};

export const refuseForChat = (body: WireJson): void => {
  refuseTier(body);
  refuseCount(body);
  const effort = body.reasoning_effort;
  refuseEffort(body, effort, 'reasoning_effort');
  if (!REASONING.test(body.model)) return;
  refuseSampling(body, effort);
  if (body.max_tokens != null) throw unsupported('max_tokens', " Use 'max_completion_tokens' instead.");
  if (!body.tools?.length && !body.functions?.length) return;
  if (TOOLS_ONLY_IN_RESPONSES.test(body.model)) {
    throw badRequest(
      `Function tools are not supported with ${body.model} in /v1/chat/completions. Please use /v1/responses instead.`,
      'tools',
    );
  }
  if (TOOLS_WITHOUT_REASONING.test(body.model) && effort !== 'none') {
    throw badRequest(
      `Function tools with reasoning_effort are not supported for ${body.model} in /v1/chat/completions. ` +
        "Please use /v1/responses instead, or set reasoning_effort to 'none'.",
      'reasoning_effort',
    );
  }
};
