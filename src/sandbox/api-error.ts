/** An answer in the shape of the real API's errors. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly rest: { type?: string; param?: string | null; code?: string | null } = {},
  ) {
    super(message);
  }

  get body(): unknown {
    const { type = 'invalid_request_error', param = null, code = null } = this.rest;
    return { error: { message: this.message, type, param, code } };
  }
}

export const badRequest = (message: string, param: string | null, code: string | null = null): ApiError =>
  new ApiError(400, message, { param, code });

export const missing = (param: string): ApiError =>
  badRequest(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter');
