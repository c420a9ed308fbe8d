// The theme's script is as heavy as a whole page, and serves the search, the menu of a phone and the
// contents list. It waits, held in the markup, until the reader has or turns to one of them.
(() => {
  const held = document.querySelector("script[type='text/held']");
  const input = document.querySelector("[data-md-component='search-query']");
  const theirs = "[data-md-component='header'], [data-md-component='search'], [data-md-toggle]";
  const wide = matchMedia("(min-width: 60em)"); // from where on the contents list stands beside the text
  let isAwake = false;

  function wake() {
    if (isAwake) return;
    isAwake = true;
    const script = Object.assign(document.createElement("script"), { src: held.src });
    script.addEventListener("load", catchUp);
    held.replaceWith(script);
  }

  // What happened before the script could notice.
  function catchUp() {
    document.dispatchEvent(new Event("DOMContentLoaded")); // it waits for it to follow the contents list
    if (document.querySelector("#__search").checked) input.focus();
    if (document.activeElement === input) input.dispatchEvent(new Event("keyup"));
  }

  function turned({ target }) {
    if (target.closest(theirs)) wake();
  }

  // The theme's own keys for the search.
  function pressed(event) {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (isAwake || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!["f", "s", "/"].includes(event.key)) return;
    event.preventDefault();
    input.focus();
  }

  // The theme hears keys alone; what is pasted or dictated sends none.
  input.addEventListener("input", () => input.dispatchEvent(new Event("keyup")));
  document.documentElement.classList.replace("no-js", "js");
  document.addEventListener("focusin", turned);
  document.addEventListener("change", turned);
  document.addEventListener("keydown", pressed);
  const hasContents = document.querySelector(".md-sidebar--secondary:not([hidden]) .md-nav__link");
  if ((wide.matches && hasContents) || new URLSearchParams(location.search).has("q")) wake();
})();
