"use strict";
// The bank's question, in the card processor's own frame; whatever comes of it, the server looks for itself.
const button = document.getElementById("confirm");
const loaded = document.getElementById("stripe");

async function confirmPayment() {
  button.disabled = true;
  try {
    await Stripe(loaded.dataset.key).handleNextAction({ clientSecret: button.dataset.secret });
  } finally {
    location.assign(loaded.dataset.back);
  }
}

if (button && window.Stripe) {
  button.addEventListener("click", confirmPayment);
  confirmPayment();
}
