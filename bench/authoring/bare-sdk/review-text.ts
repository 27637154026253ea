import type { McpServer } from '@modelcontextprotocol/server';
import OpenAI from 'openai';
import { z } from 'zod';

const inputSchema = z.object({
  text: z.string().min(1).max(20_000).describe('The text to review.'),
  reader: z
    .object({
      role: z.string().min(1).max(80).describe('Who reads it, such as "a nurse".'),
      age: z.number().int().min(3).max(120).describe('Age in years.'),
    })
    .describe('For whom it is written.'),
  focus: z.enum(['clarity', 'tone', 'facts']).default('clarity').describe('What to judge.'),
});

export function registerReviewText(server: McpServer, openai = new OpenAI()): void {
  server.registerTool(
    'review-text',
    {
      title: 'Review a text',
      description: 'Review a text for its reader; returns the review.',
      inputSchema,
      outputSchema: z.object({ review: z.string() }),
      annotations: { readOnlyHint: true },
    },
    async ({ text, reader, focus }, context) => {
      const { output_text: review } = await openai.responses.create(
        {
          model: 'gpt-6-luna',
          instructions: `Review the ${focus} of the text for ${reader.role}, aged ${reader.age}.`,
          input: text,
        },
        { signal: context.mcpReq.signal },
      );
      return { content: [{ type: 'text', text: review }], structuredContent: { review } };
    },
  );
}
