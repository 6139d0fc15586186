import type { Event } from "./types.js";
import type { Resources } from "./resources.js";

export type * from "./types.js";
export * from "./codes.js";
export * from "./errors.js";

export declare const VERSION: string;

/** What a client is told. timeoutMs: of one try. maxRetries: further tries, each with the same idempotency key. */
export interface Settings {
  baseUrl?: string;
  timeoutMs?: number;
  maxRetries?: number;
  fetch?: typeof fetch;
  sleep?: (milliseconds: number) => Promise<void>;
}

/** Options of one call. */
export interface CallOptions {
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Options of a call that changes something. */
export interface ChangeOptions extends CallOptions {
  idempotencyKey?: string;
  dryRun?: boolean;
}

export interface Page<Each> extends AsyncIterable<Each> {
  data: Each[];
  hasMore: boolean;
  nextPageToken: string | null;
  /** Read the following page; null: this was the last. */
  nextPage(): Promise<Page<Each> | null>;
}

/** A page to come: wait for it, or loop over all resources of all pages with `for await`. */
export type PagePromise<Each> = Promise<Page<Each>> & AsyncIterable<Each>;

export declare class Flint {
  /** apiKey and baseUrl, if left out, come from FLINT_API_KEY and FLINT_BASE_URL. */
  constructor(apiKey?: string, settings?: Settings);
}
export interface Flint extends Resources {}

/** Give the event if the body was signed with the secret, lately; else throw a WebhookSignatureError. */
export declare function verifyWebhook(
  body: string | ArrayBuffer | Uint8Array,
  headers: Headers | Record<string, string>,
  secret: string | string[],
  options?: { toleranceSeconds?: number; now?: number },
): Promise<Event>;
