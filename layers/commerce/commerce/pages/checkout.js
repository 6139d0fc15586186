"use strict";
// Everything works without this script but the card fields of the card processor.
const form = document.getElementById("pay");
const place = document.getElementById("payment-element");

function busy(on) {
  if (!form) return;
  const button = form.querySelector("button.main");
  const text = button.firstElementChild;
  button.disabled = on;
  button.setAttribute("aria-busy", String(on));
  if (on) { button.dataset.text = text.textContent; text.textContent = form.dataset.busy; }
  else if (button.dataset.text) text.textContent = button.dataset.text;
}

// A page that comes back out of the browser's cache shows what is the case now, not what was.
window.addEventListener("pageshow", (shown) => { if (shown.persisted) location.reload(); });

// A tip or a code loads the page anew: the address that was typed stays, in this tab alone.
const email = form && form.elements.namedItem("email");
if (email) {
  try {
    email.value ||= sessionStorage.getItem(location.pathname) || "";
    email.addEventListener("input", () => sessionStorage.setItem(location.pathname, email.value));
  } catch { /* The browser keeps nothing for pages; it is typed once more. */ }
}

if (form && !place) form.addEventListener("submit", () => busy(true));

if (form && place && window.Stripe) {
  const stripe = Stripe(place.dataset.key, { locale: place.dataset.locale });
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const elements = stripe.elements({
    // What is paid later is only set up now, and has no amount.
    ...(place.dataset.mode === "setup" ? { mode: "setup" } : { mode: "payment", amount: Number(place.dataset.amount) }),
    currency: place.dataset.currency,
    paymentMethodCreation: "manual",
    paymentMethodTypes: ["card"],
    appearance: { theme: dark ? "night" : "stripe" },
  });
  elements.create("payment").mount(place);
  const alert = document.getElementById("card-alert");
  const failed = (error) => {
    alert.textContent = (error && error.message) || place.dataset.failed;
    alert.hidden = false;
    busy(false);
  };
  form.addEventListener("submit", async (submitted) => {
    submitted.preventDefault();
    alert.hidden = true;
    busy(true);
    try {
      const checked = await elements.submit();
      if (checked.error) { failed(checked.error); return; }
      const made = await stripe.createPaymentMethod({ elements });
      if (made.error) { failed(made.error); return; }
      document.getElementById("token").value = made.paymentMethod.id;
      form.submit();
    } catch (error) {
      failed(error);
    }
  });
}
