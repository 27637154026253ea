/** What the page of a {@link ToolApp} may use of the web. Origins such as `https://tiles.example.com`, or `https://*.example.com`. */
export interface AppOrigins {
  /** For `fetch` and WebSockets (`wss:`). */
  connectDomains?: readonly string[];
  /** For scripts, styles, pictures, fonts, sound and video. */
  resourceDomains?: readonly string[];
  /** For frames within the page. */
  frameDomains?: readonly string[];
  /** For `<base>`. */
  baseUriDomains?: readonly string[];
}

/** What the page of a {@link ToolApp} may ask a person's browser for. */
export type AppPermission = 'camera' | 'microphone' | 'geolocation' | 'clipboardWrite';

interface AppFacts {
  /** What it needs of the web; clients keep the page from everything else. Left out: nothing, so the page is whole in itself. */
  csp?: AppOrigins;
  /** What it would like to use; a client may refuse it. */
  permissions?: readonly AppPermission[];
  /** Whether the client draws a border and a ground around it. Left out: as the client likes. */
  prefersBorder?: boolean;
}

/**
 * A page that clients show in the place of a tool's result, or beside it (MCP Apps): one HTML document that gets input and result from
 * the client by `postMessage`. Clients that show none have the tool as ever. It is at `ui://<plugin>/<tool>`, for those who have the tool, and is read when
 * a client asks for it: from a file in the plugin's folder, or from a function.
 */
export type ToolApp = AppFacts &
  (
    | {
        /** Relative to the plugin's folder, such as `forecast.html`. */
        file: string;
        html?: never;
      }
    | {
        /** Makes the document, each time that a client asks for it. */
        html: () => string | Promise<string>;
        file?: never;
      }
  );
