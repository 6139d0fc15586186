/** Everything that a call can throw; each code of an error has a class of its own in codes.js. */

export class FlintError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** There was no answer, so it is unknown whether the work was done: repeat with the same idempotency key. */
export class NoAnswerError extends FlintError {
  constructor(message, idempotencyKey, cause) {
    super(message, { cause });
    this.idempotencyKey = idempotencyKey;
  }
}

/** Don't trust the body: it was not signed with this secret, or long ago. */
export class WebhookSignatureError extends FlintError {}

/** A refusal or a failure, as the API told it. */
export class ApiError extends FlintError {
  constructor(status, error) {
    super(`${error.message ?? "No message"} (${error.code}, ${error.requestId})`);
    this.status = status;
    this.details = error;
    this.type = error.type ?? "internal_error";
    this.code = error.code ?? "UNKNOWN";
    this.param = error.param ?? null;
    this.requestId = error.requestId ?? null;
    this.supportedActions = error.supportedActions ?? [];
    this.remediation = error.remediation ?? {};
  }

  get retryable() {
    return Boolean(this.remediation.retryable);
  }

  get nextSteps() {
    return this.remediation.nextSteps ?? [];
  }

  get nextActions() {
    return this.remediation.nextActions ?? [];
  }

  get invalidFields() {
    return this.remediation.missingOrInvalidFields ?? [];
  }
}

export class ValidationError extends ApiError {}
export class AuthenticationError extends ApiError {}
export class PaymentError extends ApiError {}
export class AuthorizationError extends ApiError {}
export class NotFoundError extends ApiError {}
export class ConflictError extends ApiError {}
export class RateLimitError extends ApiError {}
export class ServerError extends ApiError {}

export const BY_STATUS = {
  400: ValidationError,
  401: AuthenticationError,
  402: PaymentError,
  403: AuthorizationError,
  404: NotFoundError,
  409: ConflictError,
  422: ValidationError,
  429: RateLimitError,
};
