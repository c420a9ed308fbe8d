// The theme asks for the whole search index on every page. Most readers never search, so that one
// request waits until the reader turns to the search: by pointer, by key, or by an address with ?q=.
(() => {
  const turned = new Promise((resolve) => {
    for (const sign of ["focusin", "change"]) {
      document.addEventListener(sign, ({ target }) => {
        if (target.closest('[data-md-component="search"], [data-md-toggle="search"]')) resolve();
      });
    }
  });

  window.XMLHttpRequest = class extends XMLHttpRequest {
    open(method, address, ...others) {
      this.isIndex = new URL(address, location).pathname.endsWith("/search/search_index.json");
      super.open(method, address, ...others);
    }

    send(body) {
      if (this.isIndex) turned.then(() => super.send(body));
      else super.send(body);
    }
  };
})();

// Where there is no result, words to try. They are taken away beside results, since the arrow keys of the
// theme's search stop at every link in it, seen or not.
{
  const list = document.querySelector(".md-search-result__list");
  const words = document.querySelector(".search-try-template").content.firstElementChild;
  const offer = () => {
    if (list.childElementCount) words.remove();
    else if (!words.isConnected) list.before(words); // a word that has the focus keeps it
  };
  new MutationObserver(offer).observe(list, { childList: true });
  offer();

  // Each word is a link that searches for it on a new page; here it is put into the search at hand.
  words.addEventListener("click", (event) => {
    const word = event.target.closest(".search-try__word");
    if (!word || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation(); // the theme closes the search when a link in it is followed
    const input = document.querySelector('[data-md-component="search-query"]');
    input.value = word.textContent;
    input.dispatchEvent(new Event("keyup"));
    input.focus();
  });
}
