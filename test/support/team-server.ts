/** What the profile `team-server` has to be told, in the order in which it asks. */
export const TEAM_SERVER = {
  OPENAI_MCP_DATABASE_URL: 'postgres://host:secret@database/openai_mcp_host',
  S3_ENDPOINT: 'http://objects:9000',
  S3_ACCESS_KEY: 'access',
  S3_SECRET_KEY: 'secret',
  PUBLIC_URL: 'https://tools.example.com',
  TEAM_A_TOKEN_HASH: `sha256:${'a'.repeat(64)}`,
  TEAM_B_TOKEN_HASH: `sha256:${'b'.repeat(64)}`,
  OPERATORS_TOKEN_HASH: `sha256:${'c'.repeat(64)}`,
};
