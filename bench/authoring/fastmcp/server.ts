import { FastMCP } from 'fastmcp';
import { addReviewText } from './review-text.ts';

const server = new FastMCP({ name: 'review', version: '1.0.0' });
addReviewText(server);
await server.start({ transportType: 'stdio' });
