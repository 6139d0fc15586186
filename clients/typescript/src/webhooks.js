/** Checking that a webhook came from Flint, by either of the two signatures that it carries. */
import { WebhookSignatureError } from "./errors.js";

const PREFIX = "whsec_";
const encoder = new TextEncoder();

/**
 * Give the event if the body was signed with the secret, lately.
 * body: as it was received. headers: a Headers or an object. secret: one, or several while one is rotated.
 */
export async function verifyWebhook(body, headers, secret, { toleranceSeconds = 300, now = Date.now() / 1000 } = {}) {
  const raw = typeof body === "string" ? encoder.encode(body) : new Uint8Array(body);
  const pairs = typeof headers.entries === "function" ? [...headers.entries()] : Object.entries(headers);
  const found = Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), String(value)]));
  const secrets = [secret].flat();
  let checked;
  if ("webhook-signature" in found) checked = await standard(raw, found, secrets);
  else if ("x-flint-signature" in found) checked = await own(raw, found["x-flint-signature"], secrets);
  else throw new WebhookSignatureError("The request has no signature: neither webhook-signature nor X-Flint-Signature.");
  if (!checked.matches) {
    throw new WebhookSignatureError("The body was not signed with this secret, or it was changed on the way.");
  }
  if (Math.abs(now - checked.timestamp) > toleranceSeconds) {
    throw new WebhookSignatureError(`It was signed more than ${toleranceSeconds} seconds from now: it may be replayed.`);
  }
  return JSON.parse(new TextDecoder().decode(raw));
}

async function standard(body, headers, secrets) {
  const timestamp = seconds(headers["webhook-timestamp"]);
  const signed = joined(encoder.encode(`${headers["webhook-id"] ?? ""}.${timestamp}.`), body);
  const given = headers["webhook-signature"].split(/\s+/).filter((each) => each.startsWith("v1,"));
  const signatures = given.map((each) => bytesOfBase64(each.slice(3))).filter(Boolean);
  const keys = secrets.map((secret) => {
    const key = bytesOfBase64(secret.replace(PREFIX, ""));
    if (!key) throw new WebhookSignatureError("The secret is not one of Flint's: whsec_ and base64.");
    return key;
  });
  return { timestamp, matches: await anyMatches(keys, signatures, signed) };
}

async function own(body, header, secrets) {
  const parts = header.split(",").map((part) => part.split("=", 2));
  const timestamp = seconds(parts.find(([name]) => name === "t")?.[1]);
  const signatures = parts.filter(([name, value]) => name === "v1" && value).map(([, value]) => bytesOfHex(value));
  const signed = joined(encoder.encode(`${timestamp}.`), body);
  return { timestamp, matches: await anyMatches(secrets.map((each) => encoder.encode(each)), signatures.filter(Boolean), signed) };
}

async function anyMatches(keys, signatures, signed) {
  for (const key of keys) {
    const imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    for (const signature of signatures) {
      // The platform compares in constant time.
      if (await crypto.subtle.verify("HMAC", imported, signature, signed)) return true;
    }
  }
  return false;
}

function seconds(text) {
  if (!/^[0-9]+$/.test(text ?? "")) throw new WebhookSignatureError("The signature's time is missing or no number.");
  return Number(text);
}

function joined(first, second) {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function bytesOfBase64(text) {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

function bytesOfHex(text) {
  return /^([0-9a-f]{2})+$/i.test(text) ? Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16)) : null;
}
