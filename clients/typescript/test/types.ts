// Compiled, never run: what callers may write, and what the compiler must refuse.
import { ApiError, CardDeclined, Flint, verifyWebhook, type Money, type Order } from "../src/index.js";

const flint = new Flint("flint_test_x", { baseUrl: "http://127.0.0.1:4000", maxRetries: 2 });
const order = await flint.orders.create(
  { lineItems: [{ name: "Console", quantity: 1, unitPriceMoney: { amount: 9900, currency: "USD" } }] },
  { idempotencyKey: "till-1", dryRun: true },
);
const status: "OPEN" | "PAID" | "PARTIALLY_REFUNDED" | "REFUNDED" | "CLOSED" = order.status;
const result = await flint.orders.pay({ orderId: order.orderId, paymentSourceToken: "tok_visa" });
const paid: Money = result.order.netAmounts.paidMoney;
const same: Order = await flint.orders.pay(order.orderId, { paymentSourceToken: "tok_visa" });
await flint.refunds.create({ orderId: order.orderId, amountMoney: { amount: 2900 } });
for await (const each of flint.orders.list({ status: "PAID", pageSize: 50 })) console.log(each.summary, status, paid, same);
const page = await flint.orders.list();
console.log(page.data.length, page.hasMore, (await page.nextPage())?.data[0]?.id);
const event = await verifyWebhook("{}", {}, "whsec_x");
if (event.eventType === "order.paid") console.log(event.data.netAmounts.paidMoney.amount);

// @ts-expect-error  an amount is a number
await flint.orders.addCharge("ord_1", { name: "Delivery", type: "delivery", amountMoney: { amount: "700" } });
// @ts-expect-error  no such operation
await flint.orders.destroy("ord_1");
// @ts-expect-error  a field that no order takes
await flint.orders.create({ colour: "red" });

try {
  await flint.orders.get("ord_1");
} catch (error) {
  if (error instanceof CardDeclined) console.log(error.nextSteps);
  else if (error instanceof ApiError) console.log(error.code, error.status);
}
