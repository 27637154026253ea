import { isRecord, type Json } from './example-parts.js';
import type { Report } from './faults.js';

const IMAGE_TYPES = /^data:image\/(jpeg|png|webp);base64,/;
const MOST_IMAGE_BYTES = 10 * 1024 * 1024;

/** The content of one message: text, or parts that its role may have. */
export function checkContent(message: Json, place: string, report: Report): void {
  const { role, content } = message;
  if (typeof content === 'string') {
    if (content === '' && role === 'assistant' && !saysOtherwise(message)) isEmpty(place, report);
    return;
  }
  if (content === null || content === undefined) {
    if (role !== 'assistant' || !saysOtherwise(message)) isEmpty(place, report);
    return;
  }
  if (!Array.isArray(content)) {
    report.error(
      'content-invalid',
      `\`${place}.content\` is neither text nor a list of parts.`,
      'Write it as text.',
    );
    return;
  }
  if (content.length === 0) isEmpty(place, report);
  for (const part of content) checkPart(part, String(role), place, report);
}

const saysOtherwise = ({ tool_calls: calls, function_call: call, refusal }: Json): boolean =>
  calls !== undefined || call !== undefined || typeof refusal === 'string';

const isEmpty = (place: string, report: Report): void =>
  report.error('content-missing', `\`${place}\` has no content.`, 'Give it a text.');

function checkPart(part: unknown, role: string, place: string, report: Report): void {
  const { type, text } = isRecord(part) ? part : ({} as Json);
  if (type === 'text' && typeof text === 'string') return;
  if (type === 'refusal' && role === 'assistant') return;
  if (type === 'image_url') checkImage(part as Json, role, place, report);
  else if (type === 'input_audio' || type === 'file')
    report.error(
      'part-unsupported',
      `\`${place}\` has a part of type ${type}, which fine-tuning does not take.`,
      'Use text and pictures only.',
    );
  else
    report.error(
      'content-invalid',
      `\`${place}\` has a part of type ${JSON.stringify(type) ?? 'none'}.`,
      'Use {"type": "text", "text"} or {"type": "image_url", "image_url": {"url"}}.',
    );
}

function checkImage({ image_url: image }: Json, role: string, place: string, report: Report): void {
  const url = isRecord(image) ? image.url : undefined;
  if (role !== 'user')
    report.error(
      'image-not-allowed',
      `\`${place}\` is a ${role} message with a picture.`,
      'Pictures go into user messages.',
    );
  if (typeof url !== 'string' || !(IMAGE_TYPES.test(url) || /^https?:\/\//.test(url)))
    report.error(
      'image-invalid',
      `\`${place}\` has a picture that is neither a web address nor a JPEG, PNG or WebP in a data URL.`,
      'Give "image_url": {"url": "https://…"} or "data:image/png;base64,…".',
    );
  else if (url.startsWith('data:') && url.length * 0.75 > MOST_IMAGE_BYTES)
    report.error(
      'image-too-large',
      `\`${place}\` has a picture of more than 10 MB.`,
      'Make it smaller: OpenAI leaves larger ones out.',
    );
}
