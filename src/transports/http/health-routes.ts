import type { HttpRoute } from '../../contracts/http-route.js';
import { answerJson } from './json-answer.js';

/** `/healthz`: the process answers. `/readyz`: it can do its work, and is not about to stop. */
export const healthRoutes = (checkReady: () => Promise<void>): HttpRoute[] => [
  {
    path: '/healthz',
    methods: ['GET', 'HEAD'],
    for: 'anybody',
    handle: (_, response) => answerJson(response, 200, { status: 'ok' }),
  },
  {
    path: '/readyz',
    methods: ['GET', 'HEAD'],
    for: 'anybody',
    async handle(_, response) {
      try {
        await checkReady();
        answerJson(response, 200, { status: 'ready' });
      } catch (error) {
        const { code = 'INTERNAL_ERROR' } = error as { code?: string };
        answerJson(response, 503, { status: 'not ready', code });
      }
    },
  },
];
