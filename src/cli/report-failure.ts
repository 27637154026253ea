import { maskSecrets } from '../config/mask-secrets.js';
import { type Fault, FaultError } from '../contracts/fault.js';
import { ToolError } from '../plugin-api/tool-error.js';
import { StorageError } from '../storage/storage-error.js';
import { faultLines } from './fault-lines.js';
import { paintRemark } from './paint.js';
import { printJson, remark } from './print.js';
import { UsageError } from './usage-error.js';

/** Says what went wrong, all of it, and returns the exit code. */
export function reportFailure(error: unknown, asJson: boolean): 1 | 2 {
  const faults = faultsIn(error);
  if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) remark(maskSecrets(String(error.stack)));
  if (asJson) printJson({ faults });
  else for (const fault of faults) remarkFault(fault);
  return error instanceof UsageError ? 2 : 1;
}

export function remarkFault(fault: Fault): void {
  const [first, ...rest] = faultLines(fault);
  remark([paintRemark('red', first!), ...rest].join('\n'));
}

export function faultsIn(error: unknown): readonly Fault[] {
  if (error instanceof FaultError) return error.faults;
  if (error instanceof UsageError) {
    return [
      { code: 'USAGE', message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) },
    ];
  }
  if (ToolError.is(error) || error instanceof StorageError) return [faultOf(error)];
  const message = maskSecrets(error instanceof Error ? error.message : String(error));
  return [{ code: 'UNEXPECTED', message, hint: 'Set LOG_LEVEL=debug for more, and tell us if it stays.' }];
}

const faultOf = ({ code, message, hint }: ToolError | StorageError): Fault => ({
  code,
  message: maskSecrets(message),
  ...(hint === undefined ? {} : { hint }),
});
