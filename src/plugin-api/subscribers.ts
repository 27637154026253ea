import { Contract } from './contract.js';

/** The clients that want to hear when a resource of this plugin changes. The host knows who they are, and of which resources. */
@Contract('Subscribers')
export abstract class Subscribers {
  /**
   * Tells those that have subscribed to a resource that it reads otherwise now. Call it after every change; it costs nothing
   * where nobody listens.
   *
   * @param uri one of the plugin's own resources: its `uri`, or a URI that fits its `template`.
   */
  abstract tell(uri: string): void;
}
