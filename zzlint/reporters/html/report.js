"use strict";
// The report is whole without this: it only lets the reader choose what to see.
const bar = document.querySelector(".bar");
if (bar) {
  bar.hidden = false;
  const said = [...document.querySelectorAll("[data-c]")];
  const pages = [...document.querySelectorAll("section.page")];
  const folds = [...document.querySelectorAll(".text details")];

  function filter() {
    const off = new Set([...bar.querySelectorAll("[name=filter]:not(:checked)")].map((box) => box.value));
    for (const item of said) {
      item.classList.toggle("off", off.has(item.dataset.k) || item.dataset.c.split(" ").every((code) => off.has(code)));
    }
    for (const page of pages) {
      page.classList.toggle("off", off.size > 0 && !page.querySelector(".faults, .fixed-list, li:not(.off)"));
    }
  }

  bar.addEventListener("change", (event) => {
    if (event.target.name === "view") document.body.dataset.view = event.target.value;
    else filter();
  });
  const button = bar.querySelector("button");
  button.addEventListener("click", () => {
    const open = folds.some((fold) => !fold.open);
    for (const fold of folds) fold.open = open;
    [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
  });
}
