/* Comparisons that a reader can narrow down. The tables are whole without this: it hides columns and rows, adds
   columns that are not on the page, and keeps what was chosen in the address. Nothing is stored. */
(() => {
  "use strict";

  const LEAST = 2;
  const MOST = 5;
  const OWN = 4;  // of the questions on one page
  const phone = matchMedia("screen and (max-width: 37.49em)");
  const paper = matchMedia("print");

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const parsed = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content.firstElementChild;

  /* Show the questions for these options: a few of their own, each option in its turn, and the first of those for all. */
  function ask(list, options) {
    const own = [...list.querySelectorAll("[data-for]")];
    const kept = new Set();
    const pick = ({ id, treatment }) => {
      const next = own.find((item) => !kept.has(item) && item.dataset.for.split(" ").some((name) => name === id || name === treatment));
      if (next && kept.size < OWN) kept.add(next);
    };
    for (let turn = 0; turn < OWN; turn += 1) options.forEach(pick);
    for (const item of own) item.hidden = !kept.has(item);
    const general = [...list.querySelectorAll("li:not([data-for])")];
    for (const [place, item] of general.entries()) item.hidden = place >= Number(list.dataset.questions) - kept.size;
  }

  class OptionComparison extends HTMLElement {
    connectedCallback() {
      if (this.table) return;
      this.table = this.querySelector("table");
      this.columns = [...this.table.tHead.rows[0].cells].slice(1).map((head) => head.dataset.column);
      this.boxes = [...this.querySelectorAll("input[name=option]")];
      this.order = this.boxes.length ? this.boxes.map((box) => box.value) : this.columns;
      this.initial = this.columns;
      this.topics = [...this.querySelectorAll("input[name=topic]")];
      this.words = JSON.parse(this.querySelector(".comparison__words")?.textContent ?? "null");
      this.loading = {};
      if (this.columns.length > LEAST) this.makeBar();
      if (this.words) this.listen();
      phone.addEventListener("change", () => paper.matches || this.apply());
      this.state = this.words ? this.read() : { options: this.initial, topics: null, differ: false, pair: null };
      this.apply();
    }

    /* --- the address -------------------------------------------------------------------------------------------- */

    read() {
      const given = new URLSearchParams(location.search);
      const among = (name, all) => all.filter((each) => (given.get(name) ?? "").split(",").includes(each));
      const options = among("options", this.order).slice(0, MOST);
      const topics = among("topics", this.topics.map((box) => box.value));
      const pair = among("pair", this.order).slice(0, LEAST);
      return {
        options: options.length < LEAST ? this.initial : options,
        topics: topics.length ? topics : null,
        differ: given.get("rows") === "differ",
        pair: pair.length === LEAST ? pair : null,
      };
    }

    write() {
      const { options, topics, differ, pair } = this.state;
      const others = new URLSearchParams(location.search);
      for (const name of ["options", "topics", "rows", "pair"]) others.delete(name);
      const parts = [
        String(options) !== String(this.initial) && `options=${options}`,
        topics && `topics=${topics}`,
        differ && "rows=differ",
        pair && `pair=${pair}`,
        String(others),
      ].filter(Boolean);
      const search = parts.length ? `?${parts.join("&")}` : "";
      if (search !== location.search) history.pushState(null, "", location.pathname + search);
    }

    /* Take a change that the reader made: into the address, then onto the page. */
    async change(change) {
      this.state = { ...this.state, ...(change.options ? { pair: null } : {}), ...change };
      this.write();
      await this.apply();
    }

    /* --- the page ----------------------------------------------------------------------------------------------- */

    async apply() {
      const wanted = this.state;
      const missing = wanted.options.filter((name) => !this.columns.includes(name));
      const failed = await this.load(missing);
      if (wanted !== this.state) return;  // the reader has moved on
      if (failed.length) {
        const left = wanted.options.filter((name) => !failed.includes(name));
        wanted.options = left.length < LEAST ? this.initial : left;
        this.write();
      }
      const pair = (wanted.pair ?? []).filter((name) => wanted.options.includes(name));
      this.two = pair.length === LEAST ? pair : wanted.options.slice(0, LEAST);
      this.shown = phone.matches ? this.two : wanted.options;
      if (phone.matches) this.dataset.mode = "pair";
      else delete this.dataset.mode;
      this.showColumns();
      for (const body of this.table.tBodies) {
        const topic = body.querySelector(".comparison__band-name")?.id;
        body.hidden = Boolean(wanted.topics && topic && !body.dataset.mine && !wanted.topics.includes(topic));
      }
      this.fillControls();
      this.dispatchEvent(new CustomEvent("comparison"));
      this.filter();
      if (failed.length) this.say(this.words.failed);
    }

    showColumns() {
      const hidden = this.columns.map((name) => !this.shown.includes(name));
      for (const row of this.table.rows) {
        if (row.classList.contains("comparison__band")) continue;
        hidden.forEach((isHidden, place) => { row.cells[place + 1].hidden = isHidden; });
      }
      this.table.dataset.columns = this.shown.length;
    }

    /* Hide the rows that are alike, and say how many there are of each. */
    filter() {
      const { differ } = this.state;
      let shown = 0;
      let hidden = 0;
      for (const body of this.table.tBodies) {
        let inBody = 0;
        for (const row of body.rows) {
          if (row.classList.contains("comparison__band")) continue;
          const isOut = differ && !row.dataset.mine && this.isAlike(row);
          row.toggleAttribute("data-out", isOut);
          if (body.hidden || !row.cells[0].id) continue;
          inBody += !isOut;
          hidden += isOut;
        }
        body.querySelector(".comparison__band")?.toggleAttribute("data-out", inBody === 0);
        shown += inBody;
      }
      if (!this.words) return;
      // In sight wherever she has scrolled to: at the corner of the table, and in the bar of a phone.
      for (const each of [this.table.tHead.rows[0].cells[0], this.bar]) {
        if (differ) each.dataset.hidden = filled(this.words.hidden, { hidden });
        else delete each.dataset.hidden;
      }
      const count = filled(differ ? this.words.some : this.words.shown, { options: this.shown.length, rows: shown, hidden });
      this.say(count + (this.aside ?? ""));
    }

    /* Only known cells carry a number, so two unknowns are never alike. */
    isAlike(row) {
      const cells = [...row.cells].slice(1).filter((cell) => !cell.hidden);
      return cells.every((cell) => cell.dataset.alike && cell.dataset.alike === cells[0].dataset.alike);
    }

    say(text) {
      const status = this.querySelector(".status");
      if (status && status.textContent !== text) status.textContent = text;
    }

    /* --- columns that are not on the page ------------------------------------------------------------------------- */

    /* Give everything about an option; its script comes from the site itself. */
    data(name) {
      this.loading[name] ??= new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(`${name}.js`, new URL(this.dataset.columns, location.href));
        script.onload = () => resolve(globalThis.comparisonColumns[name]);
        script.onerror = () => { delete this.loading[name]; script.remove(); reject(new Error(name)); };
        document.head.append(script);
      });
      return this.loading[name];
    }

    async load(names) {
      const came = await Promise.allSettled(names.map((name) => this.data(name)));
      came.forEach((each, place) => each.value && this.insert(names[place], each.value));
      return names.filter((name) => !this.columns.includes(name));
    }

    insert(name, column) {
      if (this.columns.includes(name)) return;
      const rank = (each) => this.order.indexOf(each);
      const before = this.columns.findIndex((each) => rank(each) > rank(name));
      const place = before < 0 ? this.columns.length : before;
      this.columns = [...this.columns.slice(0, place), name, ...this.columns.slice(place)];
      for (const row of this.table.rows) {
        if (row.classList.contains("comparison__band")) continue;
        const html = row.parentElement === this.table.tHead ? column.head : column.cells[row.cells[0].id] ?? "<td></td>";
        row.insertBefore(parsed(html), row.cells[place + 1] ?? null);
      }
      this.cite(column.sources);
    }

    /* Add sources to the list at the foot of the page, in the order of their numbers. */
    cite(sources) {
      const list = document.querySelector("ol.sources");
      for (const [number, html] of Object.entries(list ? sources : {})) {
        if (document.getElementById(`source-${number}`)) continue;
        const after = [...list.children].find((item) => Number(item.id.replace("source-", "")) > Number(number));
        list.insertBefore(parsed(html), after ?? null);
      }
    }

    /* On paper only the sources are listed that the printed part cites. */
    markSources() {
      const cited = [...document.querySelectorAll(".sources-ref__link")].filter((link) => !link.closest("[hidden]"));
      const used = new Set(cited.map((link) => link.hash.slice(1)));
      for (const item of document.querySelectorAll("ol.sources > li")) item.toggleAttribute("data-unused", !used.has(item.id));
    }

    /* --- controls ------------------------------------------------------------------------------------------------- */

    fillControls() {
      const { options, topics, differ } = this.state;
      for (const box of this.boxes) box.checked = options.includes(box.value);
      for (const box of this.topics) box.checked = !topics || topics.includes(box.value);
      const filter = this.querySelector("input[name=differ]");
      if (filter) filter.checked = differ;
      this.fillBar();
      const take = this.querySelector("[data-do=take]");
      if (take) take.search = `?options=${this.shown}`;
      const list = this.words && document.querySelector("[data-questions]");
      if (list) ask(list, this.shown.map((id) => ({ id, treatment: this.boxes.find((box) => box.value === id).dataset.treatment })));
    }

    listen() {
      this.addEventListener("click", (event) => {
        const box = event.target;
        const isEnough = (boxes, least) => boxes.filter((each) => each.checked).length < least;
        // The click is taken back, so that the box never shows what is not so.
        const refuse = (text) => { event.preventDefault(); this.say(text); };
        if (this.boxes.includes(box)) {
          if (isEnough(this.boxes, LEAST)) refuse(this.words.least);
          else if (this.boxes.filter((each) => each.checked).length > MOST) refuse(this.words.most);
        } else if (this.topics.includes(box) && isEnough(this.topics, 1)) refuse(this.words.topic);
        const action = box.closest("[data-do]")?.dataset.do;
        if (action === "print") print();
        if (action === "link") this.hand();
        if (box.closest("[aria-controls]")) this.open(box.closest("[aria-controls]"));
      });
      this.addEventListener("change", ({ target }) => {
        const checked = (boxes) => boxes.filter((box) => box.checked).map((box) => box.value);
        if (this.boxes.includes(target)) this.change({ options: checked(this.boxes) });
        if (this.topics.includes(target)) {
          const topics = checked(this.topics);
          this.change({ topics: topics.length === this.topics.length ? null : topics });
        }
        if (target.name === "differ") this.change({ differ: target.checked });
      });
      addEventListener("popstate", () => {
        this.state = this.read();
        this.apply();
      });
      addEventListener("hashchange", () => this.reveal());
      addEventListener("beforeprint", () => this.markSources());
      this.canShare = Boolean(navigator.share) && matchMedia("(pointer: coarse)").matches;
      if (this.canShare) this.querySelector("[data-do=link]").textContent = this.words.share;
      this.addEventListener("comparison", () => this.reveal(), { once: true });
    }

    /* Open a panel and close the others; what the panel needs comes with its first opening. */
    open(button) {
      for (const each of this.querySelectorAll("[aria-controls]")) {
        const isOpen = each === button && each.getAttribute("aria-expanded") === "false";
        const panel = document.getElementById(each.getAttribute("aria-controls"));
        each.setAttribute("aria-expanded", isOpen);
        panel.hidden = !isOpen;
        const path = isOpen && panel.querySelector("[data-script]")?.dataset.script;
        if (path && !this.situation) {
          this.situation = Object.assign(document.createElement("script"), { src: path });
          document.head.append(this.situation);
        }
      }
    }

    /* A link to a row that is hidden brings it back. */
    reveal() {
      const target = this.querySelector(`[id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"]`);
      const body = target?.closest("tbody");
      if (!body) return;
      const change = {};
      if (body.hidden) change.topics = null;
      if (target.closest("[data-out]")) change.differ = false;
      if (!Object.keys(change).length) return;
      this.state = { ...this.state, ...change };
      this.apply().then(() => target.scrollIntoView());
    }

    /* Hand the link over: to the phone's own menu, to the clipboard, or as text to copy by hand. */
    async hand() {
      const url = location.href.replace(/#.*/, "");
      try {
        if (this.canShare) return await navigator.share({ title: document.title, url });
        await navigator.clipboard.writeText(url);
        this.say(this.words.copied);
      } catch (error) {
        if (error.name === "AbortError") return;
        const field = this.querySelector(".comparison__link");
        field.hidden = false;
        const input = field.querySelector("input");
        input.value = url;
        input.select();
      }
    }

    /* On a phone two options stand side by side; the bar at the thumb changes either of them. */
    makeBar() {
      this.bar = document.createElement("div");
      this.bar.className = "comparison__bar";
      for (const words of [this.dataset.first, this.dataset.second]) {
        const label = document.createElement("label");
        const name = Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: words });
        label.append(name, document.createElement("select"));
        this.bar.append(label);
      }
      const selects = [...this.bar.querySelectorAll("select")];
      this.bar.addEventListener("change", async () => {
        // The columns keep their order; the boxes stay as the reader set them.
        this.asked = selects.map((select) => select.value);
        const pair = this.order.filter((name) => selects.some((select) => select.value === name));
        if (this.words) await this.change({ pair });
        else {
          this.state = { ...this.state, pair };
          await this.apply();
        }
      });
      this.append(this.bar);
    }

    fillBar() {
      if (!this.bar) return;
      const heads = [...this.table.tHead.rows[0].cells];
      const isSame = this.asked && this.two.every((name) => this.asked.includes(name));
      const boxes = isSame ? this.asked : this.two;
      for (const [place, select] of [...this.bar.querySelectorAll("select")].entries()) {
        select.replaceChildren(...this.state.options.map((name) => {
          const option = new Option(heads[this.columns.indexOf(name) + 1].textContent.trim(), name);
          option.disabled = name === boxes[1 - place];
          option.selected = name === boxes[place];
          return option;
        }));
      }
    }
  }

  /* The sheet for the appointment: the options that the address names, and their questions. */
  class AppointmentSheet extends HTMLElement {
    connectedCallback() {
      if (this.boxes) return;
      this.boxes = [...this.querySelectorAll("input[name=option]")];
      const named = (new URLSearchParams(location.search).get("options") ?? "").split(",");
      for (const box of this.boxes) {
        box.checked = named.includes(box.value);
        if (box.checked) box.closest("li").hidden = false;
      }
      this.addEventListener("change", ({ target }) => this.boxes.includes(target) && this.ask());
      this.ask();
    }

    ask() {
      const chosen = this.boxes.filter((box) => box.checked);
      ask(this.querySelector("[data-questions]"), chosen.map((box) => ({ id: box.value, treatment: box.dataset.treatment })));
    }
  }

  customElements.define("option-comparison", OptionComparison);
  customElements.define("appointment-sheet", AppointmentSheet);
})();
