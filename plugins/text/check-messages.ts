import { ToolError } from 'openai-mcp-host/plugin';
import type { SoundPart } from './message-parts.js';
import type { Message } from './messages.js';

/** Refuses what a role may not carry: rules over several properties, which no schema of one property holds. */
export function checkMessages(messages: readonly Message[]): void {
  const faults = messages.flatMap((message, index) =>
    [...contentFaults(message), ...fileFaults(message), ...callFaults(message)].map(
      (fault) => `messages[${index}].${fault}`,
    ),
  );
  if (faults.length === 0) return;
  throw new ToolError(
    'INPUT_INVALID',
    `${faults.slice(0, 20).join('; ')}.`,
    'Write messages as in the Chat Completions API.',
  );
}

function contentFaults({ role, content, tool_calls: calls = [] }: Message): string[] {
  if (!content?.length) return role === 'tool' || calls.length > 0 ? [] : ['content is empty'];
  if (typeof content === 'string' || role === 'user') return [];
  return content.flatMap(({ type }, index) =>
    type === 'text' ? [] : [`content[${index}] is of type ${type}, which only the role user may send`],
  );
}

function fileFaults({ content }: Message): string[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap((part, index) => {
    if (part.type === 'input_audio') return soundFaults(part.input_audio, `content[${index}].input_audio`);
    if (part.type !== 'file') return [];
    const { file_id, file_data, file_url, filename } = part.file;
    const given = [file_id, file_data, file_url].filter((one) => one !== undefined).length;
    if (given !== 1) return [`content[${index}].file takes one of file_id, file_data, file_url`];
    if (file_data === undefined) return [];
    if (!/^data:./.test(file_data))
      return [`content[${index}].file.file_data is no data URL; a path or URL goes into file_url`];
    return filename ? [] : [`content[${index}].file.filename is missing`];
  });
}

function soundFaults({ data, format, url }: SoundPart['input_audio'], at: string): string[] {
  if (data !== undefined && /[^\w+/=-]/.test(data))
    return [`${at}.data is no base64; a path or URL goes into url, in the place of data and format`];
  const isWhole = url === undefined ? data && format : data === undefined && format === undefined;
  return isWhole ? [] : [`${at} takes data and format, or url`];
}

function callFaults({ role, tool_calls: calls, tool_call_id: callId }: Message): string[] {
  return [
    ...(calls && role !== 'assistant' ? ['tool_calls belongs to the role assistant only'] : []),
    ...(callId !== undefined && role !== 'tool' ? ['tool_call_id belongs to the role tool only'] : []),
    ...(!callId && role === 'tool' ? ['tool_call_id is required of the role tool'] : []),
  ];
}
