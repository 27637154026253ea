import {
  CLIENT_CAPABILITIES_META_KEY,
  MissingRequiredClientCapabilityError,
  type ServerContext,
} from '@modelcontextprotocol/server';

/** MCP's extension for calls that outlast their requests. */
export const TASKS = 'io.modelcontextprotocol/tasks';

/** Whether the client says, with this very request, that it knows what a task is. */
export function speaksTasks({ mcpReq }: ServerContext): boolean {
  const envelope = mcpReq.envelope as Record<string, unknown> | undefined;
  const stated = envelope?.[CLIENT_CAPABILITIES_META_KEY] as { extensions?: object } | undefined;
  return stated?.extensions !== undefined && Object.hasOwn(stated.extensions, TASKS);
}

/** @throws MissingRequiredClientCapabilityError for a client that does not. */
export function requireTasks(context: ServerContext): void {
  if (speaksTasks(context)) return;
  throw new MissingRequiredClientCapabilityError(
    { requiredCapabilities: { extensions: { [TASKS]: {} } } },
    `This takes a client that states the extension ${TASKS}.`,
  );
}
