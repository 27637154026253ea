import { ToolError } from '../plugin-api/tool-error.js';
import type { CatalogueTool } from './catalogue.js';
import type { HostCall } from './host-call.js';

const HEARTBEAT_MS = 10_000;

/** Does work of a call within its time limit, and lets the client know that it still goes on. */
export async function timedWork<T>(
  call: HostCall,
  tool: CatalogueTool,
  defaultTimeoutSeconds: number,
  work: () => Promise<T>,
): Promise<T> {
  const seconds = tool.timeoutSeconds ?? defaultTimeoutSeconds;
  const limit = setTimeout(() => call.cancel(timedOut(tool, seconds)), seconds * 1000);
  const heartbeat = call.isFollowed ? setInterval(() => beat(call, tool), HEARTBEAT_MS / 4) : undefined;
  try {
    return await work();
  } finally {
    clearTimeout(limit);
    clearInterval(heartbeat);
    await call.progressDelivered();
  }
}

const timedOut = (tool: CatalogueTool, seconds: number) =>
  new ToolError(
    'CALL_TIMEOUT',
    `${tool.name} did not finish within ${seconds} s.`,
    'Ask for less at once, or raise server.callTimeoutSeconds in mcp.config.json.',
  );

function beat(call: HostCall, tool: CatalogueTool): void {
  if (call.silence >= HEARTBEAT_MS) call.tell(undefined, `${tool.title}: still working`);
}
