// What stands around every page. First the search: the theme's script, which serves it and the contents list,
// is as heavy as a whole page. It waits, held in the markup, until the reader has or turns to one of them.
{
  const held = document.querySelector("script[type='text/held']");
  const search = document.querySelector("[data-md-toggle='search']"); // checked while the search is open
  const input = document.querySelector("[data-md-component='search-query']");
  const opener = document.querySelector("[data-do='search']");
  const theirs = "[data-md-component='search']";
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
    if (document.activeElement === input) input.dispatchEvent(new Event("keyup"));
  }

  // On a narrow screen the theme's own keys can not do it: its field is hidden while the search is closed.
  function openSearch() {
    document.querySelector("#site-menu").hidePopover();
    if (!search.checked) search.click();
    input.focus();
    input.select();
  }

  function pressed(event) {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!["f", "s", "/"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    openSearch();
  }

  opener.addEventListener("click", openSearch);
  // Whoever closes the search goes on from where it was opened.
  search.addEventListener("change", () => { if (!search.checked) opener.focus(); });
  // The theme hears keys alone; what is pasted or dictated sends none.
  input.addEventListener("input", () => input.dispatchEvent(new Event("keyup")));
  document.addEventListener("focusin", ({ target }) => { if (target.closest(theirs)) wake(); });
  document.addEventListener("keydown", pressed);
  const hasContents = document.querySelector(".md-sidebar--secondary .md-nav__link");
  if ((wide.matches && hasContents) || new URLSearchParams(location.search).has("q")) wake();
}

// The menu closes by itself at the Escape key and at a press beside it; here also where the reader goes on.
{
  const menu = document.querySelector("#site-menu");
  menu.addEventListener("click", ({ target }) => { if (target.closest("a")) menu.hidePopover(); });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    const isOpener = relatedTarget?.popoverTargetElement === menu; // a press on it closes the menu anyway
    if (relatedTarget && !isOpener && !menu.contains(relatedTarget)) menu.hidePopover();
  });
}

// A comparison whose own script did not come is shown whole.
addEventListener("load", () => {
  for (const each of document.querySelectorAll("option-comparison:not(:defined)")) each.dataset.mode = "whole";
});
