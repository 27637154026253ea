import { nodeTooOld } from '../node-version.js';
import type { Finding } from './finding.js';

export function checkNode(): Finding {
  const { node } = process.versions;
  const refusal = nodeTooOld(node);
  return { state: refusal === undefined ? 'ok' : 'fault', area: 'node', message: refusal ?? `Node ${node}` };
}
