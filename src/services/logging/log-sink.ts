/** One log line, made safe to write. */
export interface LogLine {
  level: 'debug' | 'info' | 'warn' | 'error';
  plugin: string;
  message: string;
  facts: Readonly<Record<string, unknown>>;
  /** What it belongs to: a call, a session, a trace. */
  marks: Readonly<Record<string, string>>;
}

/** Where log lines go beside stderr, and what they are marked with. */
export interface LogSink {
  /** The trace that is under way, by the names of OpenTelemetry. */
  marks(): Readonly<Record<string, string>>;
  take?(line: LogLine): void;
}
