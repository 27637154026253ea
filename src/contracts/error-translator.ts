import type { ToolError } from '../plugin-api/tool-error.js';

/** Turns a library's error into words for the model; undefined for an error that it doesn't know. */
export type ErrorTranslator = (error: unknown) => ToolError | undefined;
