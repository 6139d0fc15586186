/** Flint's client. `new Flint("flint_test_…").orders.create({ lineItems: […] })` */
import { callOf, delayMs, errorOf, mayBeSentAgain } from "./calls.js";
import { NoAnswerError } from "./errors.js";
import { OPERATIONS } from "./operations.js";
import { Page, pagePromise } from "./pages.js";

export * from "./codes.js";
export * from "./errors.js";
export { Page } from "./pages.js";
export { verifyWebhook } from "./webhooks.js";

export const VERSION = "0.1.0";
const TIMEOUT_MS = 30_000;
const MAX_RETRIES = 4;

export class Flint {
  #apiKey;
  #settings;

  /** apiKey and baseUrl, if left out, come from FLINT_API_KEY and FLINT_BASE_URL. */
  constructor(apiKey, settings = {}) {
    const environment = globalThis.process?.env ?? {};
    this.#apiKey = apiKey ?? environment.FLINT_API_KEY;
    if (!this.#apiKey) throw new TypeError("Give an API key: new Flint('flint_test_…'), or set FLINT_API_KEY.");
    const baseUrl = settings.baseUrl ?? environment.FLINT_BASE_URL ?? "http://127.0.0.1:4000";
    const defaults = { timeoutMs: TIMEOUT_MS, maxRetries: MAX_RETRIES, fetch: globalThis.fetch, sleep };
    this.#settings = { ...defaults, ...settings, baseUrl: baseUrl.replace(/\/+$/, "") };
    for (const operation of OPERATIONS) {
      const [resource, verb] = operation.name.split(".");
      this[resource] ??= {};
      this[resource][verb] = (...given) => this.#start(operation, given);
    }
  }

  #start(operation, given) {
    if (!operation.pages) return this.#perform(operation, given);
    return pagePromise(this.#perform(operation, given));
  }

  async #perform(operation, given) {
    return this.#carryOut(callOf(operation, given));
  }

  async #carryOut(call) {
    const body = await this.#answer(call);
    if (call.operation.pages) {
      const read = (pageToken) => this.#carryOut({ ...call, query: { ...call.query, pageToken } });
      return new Page(body, (each) => named(each, call.operation.shape), read);
    }
    return named(body.data, call.operation.shape);
  }

  async #answer(call) {
    for (let tries = 1; ; tries += 1) {
      const { response, error } = await this.#try(call);
      if (!error) return response;
      if (tries > this.#settings.maxRetries || !(error instanceof NoAnswerError || mayBeSentAgain(error))) throw error;
      if (call.options.signal?.aborted) throw error;
      await this.#settings.sleep(delayMs(tries, error.retryAfter));
    }
  }

  async #try(call) {
    const limits = [AbortSignal.timeout(call.options.timeoutMs ?? this.#settings.timeoutMs)];
    if (call.options.signal) limits.push(call.options.signal);
    const query = new URLSearchParams(call.query).toString();
    try {
      const response = await this.#settings.fetch(`${this.#settings.baseUrl}${call.path}${query && `?${query}`}`, {
        method: call.operation.method,
        headers: this.#headers(call),
        body: call.body && JSON.stringify(call.body),
        signal: AbortSignal.any(limits),
      });
      const text = await response.text();
      if (response.ok) return { response: JSON.parse(text) };
      const error = errorOf(response.status, parsed(text));
      return { error: Object.defineProperty(error, "retryAfter", { value: response.headers.get("retry-after") }) };
    } catch (cause) {
      return { error: new NoAnswerError(String(cause?.message ?? cause), call.idempotencyKey ?? null, cause) };
    }
  }

  #headers(call) {
    return {
      authorization: `Bearer ${this.#apiKey}`,
      "user-agent": `flint-typescript/${VERSION}`,
      ...(call.body && { "content-type": "application/json" }),
      ...(call.idempotencyKey && { "idempotency-key": call.idempotencyKey }),
    };
  }
}

/** A resource answers to its own name too, unseen: `result.order` is `result` where that is an order. */
function named(resource, shape) {
  return shape in resource ? resource : Object.defineProperty(resource, shape, { value: resource, enumerable: false });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
