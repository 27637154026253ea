import type { Response } from 'openai/resources/responses/responses';
import { type CitedAnswer, CitedAnswers } from '../../plugin-api/cited-answers.js';
import { readCitedAnswer } from './read-cited-answer.js';
import { responseActivity } from './response-activity.js';

export class ResponseReader extends CitedAnswers {
  read(response: Response): CitedAnswer {
    return readCitedAnswer(response);
  }

  doing(response: Pick<Response, 'status' | 'output'>): string {
    return responseActivity(response);
  }
}
