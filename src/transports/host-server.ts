import { Server, type Transport } from '@modelcontextprotocol/server';

/** A server of the SDK that says when it is connected: over HTTP, some are made and thrown away unconnected. */
export class HostServer extends Server {
  onconnect?: () => void;

  override async connect(transport: Transport): Promise<void> {
    this.onconnect?.();
    await super.connect(transport);
  }
}
