import { fileURLToPath } from 'node:url';
import type { CallUsage } from '../../contracts/call-usage.js';
import type { CallRouting } from '../../contracts/route.js';
import type { CallResult } from '../../host/passage.js';
import { NOTES, ROUTING, USAGE } from '../../host/steps/answer.js';
import { paintRemark } from '../paint.js';
import { print, remark } from '../print.js';
import { usageLine } from './usage-line.js';

/** The answer on stdout; where its files lie, remarks and the cost on stderr. */
export function printResult({ content, isError, _meta = {} }: CallResult): void {
  const notes = (_meta[NOTES] ?? []) as string[];
  const noteBlock = notes.map((note) => `Note: ${note}`).join('\n');
  for (const block of content) {
    if (block.type === 'text' && block.text !== noteBlock) {
      if (isError) remark(paintRemark('red', block.text));
      else print(block.text);
    }
    if (block.type === 'resource_link') remark(`File: ${filePath(block.uri)}`);
  }
  if (!isError) for (const note of notes) remark(paintRemark('yellow', `Note: ${note}`));
  const routing = _meta[ROUTING] as CallRouting | undefined;
  if (routing !== undefined) remark(paintRemark('dim', `auto chose ${routing.model}. ${routing.reason}`));
  const usage = _meta[USAGE] as CallUsage | undefined;
  if (usage?.model != null) remark(paintRemark('dim', usageLine(usage)));
}

const filePath = (uri: string): string => (uri.startsWith('file:') ? fileURLToPath(uri) : uri);
