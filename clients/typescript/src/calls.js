/** A call without its network: what is sent, what an answer means, and whether to send it again. */
import { BY_CODE } from "./codes.js";
import { BY_STATUS, ServerError } from "./errors.js";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
const LONGEST_TOLD_DELAY_MS = 60_000;
const RETRIED_STATUSES = new Set([429, 500, 502, 503, 504]);
const RETRIED_CODES = new Set(["IDEMPOTENCY_KEY_IN_PROGRESS"]);

/**
 * Put a call together from what a method was given: ids, then a body or filters, then options.
 * An id that is not given by position is taken out of the body. Throws a TypeError that names what is missing.
 */
export function callOf(operation, given) {
  const ids = given.filter((each) => typeof each === "string");
  const objects = given.filter((each) => each !== null && typeof each === "object");
  const takesFields = operation.takesBody || operation.query.length > 0 || ids.length < operation.ids.length;
  const fields = takesFields ? { ...objects.shift() } : {};
  const options = objects.shift() ?? {};
  let path = operation.path;
  operation.ids.forEach((name, position) => {
    const id = ids[position] ?? fields[name];
    if (id === undefined) throw new TypeError(`${operation.name} needs ${name}`);
    if (position >= ids.length) delete fields[name];
    path = path.replace(/\{\w+\}/, encodeURIComponent(id));
  });
  if (ids.length > operation.ids.length) {
    throw new TypeError(`${operation.name} takes ${operation.ids.length} id(s), ${ids.length} were given`);
  }
  const query = operation.takesBody ? {} : filtersOf(operation, fields);
  let idempotencyKey = options.idempotencyKey ?? fields.idempotencyKey;
  delete fields.idempotencyKey;
  if (operation.mutates) {
    if (options.dryRun) query.dryRun = "true";
    idempotencyKey ??= `js_${crypto.randomUUID()}`;
  }
  return { operation, path, query, body: operation.takesBody ? fields : undefined, idempotencyKey, options };
}

function filtersOf(operation, fields) {
  const unknown = Object.keys(fields).filter((name) => !operation.query.includes(name));
  if (unknown.length > 0) throw new TypeError(`${operation.name} takes no ${unknown.join(", ")}`);
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** The error that an answer tells, of the class of its code. */
export function errorOf(status, body) {
  const told = body?.error ?? { code: "UNKNOWN", message: body?.message ?? `The API answered ${status} without saying why.` };
  const Kind = BY_CODE[told.code] ?? BY_STATUS[status] ?? ServerError;
  return new Kind(status, told);
}

/** True if waiting helps: throttled, broken down, or the same key still at work. */
export function mayBeSentAgain(error) {
  return RETRIED_STATUSES.has(error.status) || RETRIED_CODES.has(error.code);
}

/** How long to wait after so many tries: what the API says, else twice as long each time, with jitter. */
export function delayMs(tries, retryAfter) {
  if (/^[0-9]+$/.test(retryAfter ?? "")) return Math.min(Number(retryAfter) * 1000, LONGEST_TOLD_DELAY_MS);
  return Math.min(FIRST_DELAY_MS * 2 ** (tries - 1), LONGEST_DELAY_MS) * (0.5 + Math.random() / 2);
}
