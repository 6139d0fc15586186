/** The product page's calls, as printed apart from ids, against a running API: FLINT_BASE_URL and FLINT_API_KEY. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { CardDeclined, Flint, VersionConflict } from "../src/index.js";

const skip = process.env.FLINT_API_KEY ? false : "FLINT_API_KEY is not set: no API to talk to";

test("create, discount, decline, pay, refund and read", { skip }, async () => {
  const flint = new Flint();
  const order = await flint.orders.create({
    lineItems: [
      { name: "Console", quantity: 1, unitPriceMoney: { amount: 9900, currency: "USD" } },
      { name: "Add-on", quantity: 1, unitPriceMoney: { amount: 2900, currency: "USD" } },
    ],
  });
  assert.deepEqual(order.netAmounts.totalMoney, { amount: 13824, currency: "USD" });

  const discounted = await flint.orders.applyCoupon(order.orderId, { couponCode: "LAUNCH20" });
  assert.deepEqual([discounted.netAmounts.taxMoney.amount, discounted.netAmounts.totalMoney.amount], [819, 11059]);

  const declined = flint.orders.pay(order.orderId, { paymentSourceToken: "tok_chargeDeclined" });
  await assert.rejects(declined, (error) => error instanceof CardDeclined && error.nextSteps.length > 0);

  const result = await flint.orders.pay({ orderId: order.orderId, paymentSourceToken: "tok_visa" });
  assert.deepEqual(result.order.netAmounts.paidMoney, { amount: 11059, currency: "USD" });

  const refund = await flint.refunds.create({ orderId: order.orderId, amountMoney: { amount: 2900, currency: "USD" } });
  assert.deepEqual([refund.status, refund.taxMoney.amount], ["pending", 215]);

  const read = await flint.orders.get(order.orderId);
  assert.deepEqual([read.status, read.netAmounts.refundedMoney.amount], ["PARTIALLY_REFUNDED", 2900]);
});

test("a stale version is refused, a repeated key is one order, a list goes on", { skip }, async () => {
  const flint = new Flint();
  const order = await flint.orders.create({ lineItems: [] }, { idempotencyKey: `ts-${Date.now()}` });
  await flint.orders.update(order.id, { buyerNote: "first", expectedVersion: 1 });
  await assert.rejects(flint.orders.update(order.id, { buyerNote: "second", expectedVersion: 1 }), VersionConflict);
  const key = `ts-again-${Date.now()}`;
  const made = [await flint.orders.create({ lineItems: [] }, { idempotencyKey: key })];
  made.push(await flint.orders.create({ lineItems: [] }, { idempotencyKey: key }));
  assert.equal(made[0].id, made[1].id);
  const found = new Set();
  for await (const each of flint.orders.list({ pageSize: 1 })) {
    found.add(each.id);
    if (found.size === 2) break;
  }
  assert.deepEqual(found, new Set([made[0].id, order.id]));
});
