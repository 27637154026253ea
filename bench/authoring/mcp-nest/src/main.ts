import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { McpStrategy, StdioTransport } from '@rekog/mcp-nest';
import { AppModule } from './app.module.js';

const strategy = new McpStrategy({ name: 'review', version: '1.0.0', transports: [new StdioTransport()] });
const app = await NestFactory.createMicroservice(AppModule, { strategy, logger: false });
await app.listen();
