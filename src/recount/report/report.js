// Opens a number's rows beside the page, and a row's words below it. Without this script the same links lead to
// the same rows further down, so nothing is lost in print or with scripts off.
"use strict";
(() => {
  const drawer = document.getElementById("drawer");
  const inside = document.getElementById("drawer-inside");
  let opener = null;
  const copy = (id) => {
    const found = document.getElementById(id);
    if (!found) return null;
    const node = found.cloneNode(true);
    node.removeAttribute("id");
    return node;
  };
  const close = () => {
    drawer.hidden = true;
    if (opener) opener.focus();
  };
  const open = (id, from) => {
    const rows = copy(id);
    if (!rows) return false;
    inside.replaceChildren(rows);
    drawer.hidden = false;
    drawer.scrollTop = 0;
    opener = from;
    drawer.focus();
    return true;
  };
  const unfold = (link) => {
    const row = link.closest("li");
    const there = row.querySelector(".evidence");
    if (there) {
      there.remove();
      return true;
    }
    const words = copy(link.getAttribute("href").slice(1));
    if (words) row.append(words);
    return Boolean(words);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const id = link.getAttribute("href").slice(1);
    const done = id.startsWith("f-") ? open(id, link) : id.startsWith("e-") && link.closest("li") ? unfold(link) : false;
    if (done) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !drawer.hidden) close();
  });
  document.getElementById("drawer-close").addEventListener("click", close);
})();
