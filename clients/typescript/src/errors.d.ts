import type { ActionRequest } from "./types.d.ts";

export declare class FlintError extends Error {}

/** There was no answer, so it is unknown whether the work was done: repeat with the same idempotency key. */
export declare class NoAnswerError extends FlintError {
  readonly idempotencyKey: string | null;
}

/** Don't trust the body: it was not signed with this secret, or long ago. */
export declare class WebhookSignatureError extends FlintError {}

/** A refusal or a failure, as the API told it. */
export declare class ApiError extends FlintError {
  readonly status: number;
  readonly type: string;
  /** Stable, to branch on. */
  readonly code: string;
  /** The first field that is wrong. */
  readonly param: string | null;
  readonly requestId: string | null;
  /** What the state allows. */
  readonly supportedActions: string[];
  readonly remediation: Record<string, unknown>;
  /** All fields of the error. */
  readonly details: Record<string, unknown>;
  get retryable(): boolean;
  get nextSteps(): string[];
  /** Requests that lead on, the corrected one first. */
  get nextActions(): ActionRequest[];
  get invalidFields(): { field: string; code: string; message: string }[];
}

export declare class ValidationError extends ApiError {}
export declare class AuthenticationError extends ApiError {}
export declare class PaymentError extends ApiError {}
export declare class AuthorizationError extends ApiError {}
export declare class NotFoundError extends ApiError {}
export declare class ConflictError extends ApiError {}
export declare class RateLimitError extends ApiError {}
export declare class ServerError extends ApiError {}
