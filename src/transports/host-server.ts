import { Server, type ServerOptions, type Transport } from '@modelcontextprotocol/server';

/** A server of the SDK that says when it is connected: over HTTP, some are made and thrown away unconnected. */
export class HostServer extends Server {
  onconnect?: () => void;

  /** @param isLocal whether its client runs on this machine, as its user. */
  constructor(
    info: { name: string; version: string },
    options: ServerOptions,
    readonly isLocal: boolean,
  ) {
    super(info, options);
  }

  override async connect(transport: Transport): Promise<void> {
    this.onconnect?.();
    await super.connect(transport);
  }
}
