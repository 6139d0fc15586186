// Shows the operations whose line has every word; without it the whole list is there.
const field = document.getElementById("search");
const found = document.getElementById("found");
const groups = [...document.querySelectorAll(".resource")];

field.parentElement.hidden = false;
field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const group of groups) {
    let shown = 0;
    for (const line of group.querySelectorAll("li")) {
      const text = line.textContent.toLowerCase();
      line.hidden = !words.every((word) => text.includes(word));
      shown += line.hidden ? 0 : 1;
    }
    group.hidden = shown === 0;
    count += shown;
  }
  found.textContent = words.length ? `${count} found` : "";
});
