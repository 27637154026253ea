import { fault } from '../../contracts/fault.js';
import { nodeTooOld } from '../node-version.js';
import { type Finding, failed } from './finding.js';

export function checkNode(): Finding {
  const { node } = process.versions;
  const refusal = nodeTooOld(node);
  if (refusal !== undefined) return failed('node', 'Node is too old.', fault('NODE_TOO_OLD', refusal));
  return { state: 'ok', area: 'node', message: `Node ${node}` };
}
