/** What the client does when the network or the API fails, and with signatures; nothing here leaves the process. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { ApiError, CardDeclined, Flint, NoAnswerError, PaymentError, verifyWebhook, WebhookSignatureError } from "../src/index.js";

const ORDER = { id: "ord_1", orderId: "ord_1", status: "OPEN" };

/** A network that gives these answers one after the other, and what reached it. */
function network(...answers) {
  const sent = [];
  const waits = [];
  const fetch = async (url, request) => {
    sent.push({ url, ...request });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return new Response(JSON.stringify(answer.body), { status: answer.status, headers: answer.headers });
  };
  const settings = { baseUrl: "http://api", fetch, sleep: async (milliseconds) => waits.push(milliseconds) };
  return { flint: new Flint("flint_test_x", settings), sent, waits };
}

const created = () => ({ status: 201, body: { data: { ...ORDER }, requestId: "req_1", meta: {} } });
const refused = (status, code, headers = {}) => ({ status, headers, body: { error: { code, message: "Wait." } } });

for (const [name, failure] of Object.entries({
  "a lost connection": new TypeError("fetch failed"),
  "500": refused(500, "INTERNAL_ERROR"),
  "503": refused(503, "SERVICE_UNAVAILABLE"),
  "the same key at work": refused(409, "IDEMPOTENCY_KEY_IN_PROGRESS"),
  "the gateway's own 429": { status: 429, body: { message: "Too Many Requests" } },
})) {
  test(`${name} is tried again with the same key`, async () => {
    const { flint, sent, waits } = network(failure, created());
    const order = await flint.orders.create({ lineItems: [] });
    assert.equal(order.orderId, "ord_1");
    assert.equal(new Set(sent.map((each) => each.headers["idempotency-key"])).size, 1);
    assert.deepEqual([sent.length, waits.length], [2, 1]);
  });
}

test("the delay that the API tells is kept", async () => {
  const { flint, waits } = network(refused(429, "RATE_LIMITED", { "Retry-After": "7" }), created());
  await flint.orders.create({ lineItems: [] });
  assert.deepEqual(waits, [7000]);
});

test("delays double and end, with the key to go on with", async () => {
  const { flint, sent, waits } = network(...Array.from({ length: 5 }, () => new TypeError("fetch failed")));
  const error = await flint.orders.create({ lineItems: [] }).catch((caught) => caught);
  assert.ok(error instanceof NoAnswerError);
  assert.equal(error.idempotencyKey, sent[0].headers["idempotency-key"]);
  const longest = [500, 1000, 2000, 4000];
  assert.ok(waits.length === 4 && waits.every((waited, i) => waited >= longest[i] / 2 && waited <= longest[i]));
});

test("a decline is an error of its own, and not repeated", async () => {
  const { flint, sent } = network(refused(402, "CARD_DECLINED"));
  const error = await flint.orders.pay("ord_1", { paymentSourceToken: "tok_visa" }).catch((caught) => caught);
  assert.ok(error instanceof CardDeclined && error instanceof PaymentError && error instanceof ApiError);
  assert.deepEqual([error.name, error.status, sent.length], ["CardDeclined", 402, 1]);
});

test("a code that is not known yet is of its kind", async () => {
  const { flint } = network(refused(402, "CARD_MELTED"));
  const error = await flint.orders.pay("ord_1", {}).catch((caught) => caught);
  assert.deepEqual([error.constructor.name, error.code], ["PaymentError", "CARD_MELTED"]);
});

test("an id stands before the body or inside it", async () => {
  const { flint, sent } = network(created(), created());
  await flint.orders.pay("ord_1", { paymentSourceToken: "tok_visa" }, { idempotencyKey: "till-1", dryRun: true });
  await flint.orders.pay({ orderId: "ord_1", paymentSourceToken: "tok_visa" });
  assert.deepEqual(sent.map((each) => each.url), ["http://api/v1/orders/ord_1/pay?dryRun=true", "http://api/v1/orders/ord_1/pay"]);
  assert.deepEqual(sent.map((each) => each.body), Array(2).fill('{"paymentSourceToken":"tok_visa"}'));
  assert.equal(sent[0].headers["idempotency-key"], "till-1");
});

test("a missing id and an unknown filter are named before anything is sent", async () => {
  const { flint, sent } = network();
  await assert.rejects(() => flint.orders.pay({}), /orders.pay needs orderId/);
  await assert.rejects(async () => flint.orders.list({ colour: "red" }), /orders.list takes no colour/);
  assert.equal(sent.length, 0);
});

test("an id can't lead out of its place in the path", async () => {
  const { flint, sent } = network(created());
  await flint.orders.get("../settings?x=1");
  assert.equal(sent[0].url, "http://api/v1/orders/..%2Fsettings%3Fx%3D1");
});

test("a resource answers to its own name, unseen", async () => {
  const { flint } = network(created());
  const result = await flint.orders.get("ord_1");
  assert.equal(result.order, result);
  assert.deepEqual(JSON.parse(JSON.stringify(result)), ORDER);
});

test("a loop over a list reads every page", async () => {
  const page = (id, nextPageToken) => ({ status: 200, body: { data: [{ id }], hasMore: !!nextPageToken, nextPageToken } });
  const { flint, sent } = network(page("a", "n"), page("b", null));
  const found = [];
  for await (const order of flint.orders.list({ status: "PAID" })) found.push(order.id);
  assert.deepEqual([found, sent[1].url], [["a", "b"], "http://api/v1/orders?status=PAID&pageToken=n"]);
});

const BODY = '{"eventId":"evt_1","eventType":"order.paid"}';
const SECRET = `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`;
const hmac = (key, text, encoding) => createHmac("sha256", key).update(text).digest(encoding);
const STANDARD = {
  "webhook-id": "evt_1",
  "webhook-timestamp": "1000",
  "webhook-signature": `v1,AAAA v1,${hmac(Buffer.from(SECRET.slice(6), "base64"), `evt_1.1000.${BODY}`, "base64")}`,
};
const OWN = { "X-Flint-Signature": `t=1000,v1=00,v1=${hmac(SECRET, `1000.${BODY}`, "hex")}` };

for (const [scheme, headers] of Object.entries({ "Standard Webhooks": STANDARD, "X-Flint-Signature": OWN })) {
  test(`${scheme}: what was signed is taken, what was changed, aged or signed by others is not`, async () => {
    assert.equal((await verifyWebhook(BODY, headers, SECRET, { now: 1300 })).eventType, "order.paid");
    assert.equal((await verifyWebhook(BODY, new Headers(headers), ["whsec_AAAA", SECRET], { now: 1000 })).eventId, "evt_1");
    await assert.rejects(verifyWebhook(`${BODY} `, headers, SECRET, { now: 1000 }), WebhookSignatureError);
    await assert.rejects(verifyWebhook(BODY, headers, "whsec_AAAA", { now: 1000 }), WebhookSignatureError);
    await assert.rejects(verifyWebhook(BODY, headers, SECRET, { now: 1301 }), /more than 300 seconds/);
    await assert.rejects(verifyWebhook(BODY, headers, SECRET, { now: 699 }), /more than 300 seconds/);
  });
}

test("a malformed signature is refused as such", async () => {
  const malformed = [{}, { "webhook-signature": "v1,!!!", "webhook-timestamp": "soon" }, { "X-Flint-Signature": "nonsense" }];
  for (const headers of malformed) await assert.rejects(verifyWebhook(BODY, headers, SECRET, { now: 1000 }), WebhookSignatureError);
});
