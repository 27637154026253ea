/** What a client or aimock sent: of any shape. A request that can't be read as OpenAI's is answered with a 400. */
// biome-ignore lint/suspicious/noExplicitAny: the sandbox reads it by the paths that OpenAI documents
export type WireJson = any;
