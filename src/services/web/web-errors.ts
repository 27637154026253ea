import { ToolError } from '../../plugin-api/tool-error.js';

const notAllowed = (
  message: string,
  hint = 'Use a public http or https address, or name a file by its path.',
) => new ToolError('URL_NOT_ALLOWED', message, hint);

/** The same words whether a host is unknown, private or shut out: they must not tell what there is inside. */
export const hostNotAllowed = () =>
  notAllowed(
    'This address is not fetched: its host is unknown, private, or shut out.',
    'Use a public address; whoever runs the server can allow a private host as `files.fetch.allowPrivate` in mcp.config.json.',
  );

export const fetchingIsOff = () =>
  notAllowed('Nothing is fetched from the web here.', 'Name a file by its path, or send a data URL.');

export const schemeNotAllowed = () => notAllowed('Only http and https addresses are fetched.');

export const addressMalformed = () => notAllowed('The address is malformed.');

export const credentialsNotAllowed = () =>
  notAllowed('An address with a user name or a password in it is not fetched.');

export const portNotAllowed = (port: string) => notAllowed(`Nothing is fetched from port ${port}.`);

/** @param why what kept a host from answering with a file, in words of ours. */
export const notFetched = (why: string, cause?: unknown) =>
  new ToolError(
    'URL_NOT_FETCHED',
    `The address could not be fetched: ${why}.`,
    'Check it, try again later, or name a file by its path.',
    { cause },
  );
