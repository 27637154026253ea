# The build wants the Node of the lock file, which is made for glibc; what it makes runs anywhere.
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && find dist \( -name '*.map' -o -name '*.d.ts' \) -delete

FROM node:24-alpine AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# vitest comes along, as a peer that one of them may have; nothing here runs tests.
RUN npm ci --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/vite* node_modules/@vitest node_modules/rolldown node_modules/@rolldown node_modules/lightningcss* \
  && find node_modules -type f \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name '*.md' \) -exec rm {} +

FROM node:24-alpine
LABEL org.opencontainers.image.title="openai-mcp-host" \
      org.opencontainers.image.description="OpenAI's API as MCP tools, every request metered and within its budget" \
      org.opencontainers.image.licenses="MIT" \
      io.modelcontextprotocol.server.name="io.github.openai-mcp-host/openai-mcp-host"
RUN mkdir /data && chown node:node /data && rm -rf /usr/local/lib/node_modules /opt/yarn*
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /src/dist dist
COPY package.json mcp.config.json LICENSE ./
COPY config config
COPY src/cli/plugin-new/templates src/cli/plugin-new/templates
ENV NODE_ENV=production OPENAI_MCP_DATA_DIR=/data
VOLUME /data
WORKDIR /config
USER node
EXPOSE 3333
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3333/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/bin.js"]
CMD ["serve", "--transport", "http", "--host", "0.0.0.0", "--port", "3333"]
