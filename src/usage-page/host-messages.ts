/** What the client around the page says of itself, as far as this page goes by it. */
export interface HostContext {
  theme?: 'light' | 'dark';
  styles?: { variables?: Record<string, string | undefined>; css?: { fonts?: string } };
  safeAreaInsets?: { top: number; right: number; bottom: number; left: number };
  toolInfo?: { tool: { name: string } };
}

export interface HostResults {
  'ui/initialize': {
    hostCapabilities?: { serverTools?: object };
    hostContext?: HostContext;
  };
}

/** The result of a tool, in MCP's words. */
export interface ToolCallResult {
  content?: readonly { type: string; text?: string }[];
  structuredContent?: unknown;
  isError?: boolean;
  _meta?: Record<string, unknown>;
}

/** What the client tells. */
export interface HostMessages {
  /** The arguments of the call whose result is shown. */
  input(args: Record<string, unknown>): void;
  result(result: ToolCallResult): void;
  cancelled(): void;
  /** What has changed, and nothing else. */
  context(changed: HostContext): void;
  /** The page goes. */
  teardown(): void;
}
