# Task Sync without a window: the bot, every command, and the app for other devices. docs/headless.md says how to use it.
# The base is named by version; whoever publishes an image adds the digest that they have verified.
ARG NODE=node:24.21.0-bookworm-slim

FROM ${NODE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-progress
COPY . .
RUN npm run -s build && find out -name '*.map' -delete

FROM ${NODE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The two native modules and nothing else: no second Node, no tools, no sources to build them from.
RUN npm ci --omit=dev --omit=optional --no-progress \
  && rm -rf node_modules/better-sqlite3/deps node_modules/better-sqlite3/src node_modules/keytar/src node_modules/.package-lock.json

FROM ${NODE}
ENV NODE_ENV=production TASKSYNC_DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/out/cli out/cli
COPY --from=build /build/out/renderer out/renderer
# Owned by root and read only for the user below, who has one folder to write in.
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
# Other devices, if it is started with --listen.
EXPOSE 8443
# Healthy: the data can be read. What waits for a person (exit codes below 5) is no illness of the container.
HEALTHCHECK --interval=5m --timeout=30s --start-period=30s --retries=3 \
  CMD ["node", "-e", "process.exit(require('node:child_process').spawnSync(process.execPath, ['/app/out/cli/index.js', 'status', '--json'], { stdio: 'ignore' }).status < 5 ? 0 : 1)"]
ENTRYPOINT ["node", "/app/out/cli/index.js"]
CMD ["bot", "--json"]
