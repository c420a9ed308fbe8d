/* Comparisons that a reader can narrow down. The tables are whole without this: it hides columns and rows, adds
   columns that are not on the page, and keeps what was chosen in the address. Nothing is stored. */
(() => {
  "use strict";

  const LEAST = 2;
  const MOST = 5;
  const TOLD = 4;  // of the questions on one page, those for what the reader has said
  const OWN = 4;  // and those for the options; of them one at least, so that the gravest of all stay
  // What the stylesheet for paper leaves out, and in short besides; it can not be asked before it prints.
  const OUT = "[hidden], [data-closed]";
  const OUT_IN_SHORT = [
    "option-comparison:not(:has([data-short], [data-mine]))",
    ".comparison__table:has(.comparison__group:not([hidden]) > :is([data-short], [data-mine])) tr:not([data-short], [data-mine])",
    ".comparison__group--mine:has(> :nth-child(7)) ~ .comparison__group", "[data-aside]:not(.cell__verdict:not(:has(.sources-ref)) ~ .cell__list > :first-child)", ".cell__rest",
    ".cell__with", ".cell__notes ul", "[data-kind=coverage] :has(> .cell__notes) > :not(.cell__notes)", "[data-kind=limits] :has(> .cell__notes) .cell__list",
    ".md-content__inner > :not(option-comparison, .notice)", ".comparison__because",
  ].join();
  const phone = matchMedia("screen and (max-width: 37.49em)");
  const paper = matchMedia("print");

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const parsed = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content.firstElementChild;

  const isOf = (names, given) => Boolean(given) && given.split(" ").some((name) => names.includes(name));

  /* Show the questions for what was said and for these options, each in its turn, and the first of those for all.
     An option goes by several names. */
  function ask(list, options, said) {
    const items = [...list.children];
    const kept = new Set();
    const isOpen = ({ dataset }) => !dataset.for || options.some((names) => isOf(names, dataset.for));
    const inTurn = (all, kind, most) => {
      for (let turn = 0; turn < most; turn += 1) {
        for (const names of all) {
          const next = items.find((item) => !kept.has(item) && isOpen(item) && isOf(names, item.dataset[kind]));
          if (next && kept.size < most) kept.add(next);
        }
      }
    };
    inTurn(said.map((name) => [name]), "said", TOLD);
    inTurn(options, "for", Math.max(OWN, kept.size + 1));
    const general = items.filter((item) => !item.dataset.for && !kept.has(item));
    for (const item of general.slice(0, list.dataset.questions - kept.size)) kept.add(item);
    for (const item of items) item.toggleAttribute("hidden", !kept.has(item));  // unlike a property, it leaves alone what is so
  }

  /* What the reader left closed stays closed on paper, where the theme would open it; but a cell is printed whole. */
  const note = (details) => details.toggleAttribute("data-closed", !details.open && !details.matches(".cell__rest"));
  document.querySelectorAll("details").forEach(note);
  document.addEventListener("toggle", ({ target }) => target.matches("details") && !paper.matches && note(target), { capture: true });

  /* A page is printed in short or in full, as was asked for last; without script its address says which. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-do=print]");
    if (!link) return;
    event.preventDefault();
    document.documentElement.dataset.print = link.hash.slice(1);
    setTimeout(print); // when what else hears the click is done
  });

  /* On paper only the sources are listed that the printed part cites. */
  function markSources() {
    const isShort = document.documentElement.matches("[data-print=short], :not([data-print]):has(#short:target)");
    const out = isShort ? `${OUT}, ${OUT_IN_SHORT}` : OUT;
    const printed = [...document.querySelectorAll(".sources-ref__link")].filter((link) => !link.closest(out));
    const used = new Set(printed.map((link) => link.hash.slice(1)));
    for (const item of document.querySelectorAll("ol.sources > [id^=source-]")) item.toggleAttribute("data-unused", !used.has(item.id));
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
      this.sheet = document.querySelector("appointment-sheet");
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
      await this.settled;  // what she said of herself brings rows and notes of its own
      if (failed.length) this.say(this.words.failed);
    }

    /* Note where the row is that is read at the moment; what is given puts it back there. */
    held() {
      const top = (row) => row.getBoundingClientRect().top;
      const isLasting = ({ cells: [first] }) => first.id || first.matches(".comparison__corner");
      const [head, ...rows] = [...this.table.rows].filter((each) => isLasting(each) && each.getClientRects().length);
      const { bottom } = head.getBoundingClientRect();
      const begins = rows.find((each) => top(each) >= bottom && top(each) < innerHeight);
      const row = begins ?? rows.findLast((each) => top(each) < bottom) ?? rows[0];
      const before = top(row);
      return () => scrollBy({ top: top(row) - before, behavior: "instant" });
    }

    showColumns() {
      const hidden = this.columns.map((name) => !this.shown.includes(name));
      for (const row of this.table.rows) {
        if (row.classList.contains("comparison__band")) continue;
        hidden.forEach((isHidden, place) => { row.cells[place + 1].toggleAttribute("hidden", isHidden); });
      }
      this.table.dataset.columns = this.shown.length;
    }

    /* Hide the rows that are alike, and say how many there are of each. */
    filter() {
      const { differ } = this.state;
      let shown = 0;
      let hidden = 0;
      for (const body of this.table.tBodies) {
        let isEmpty = true;
        for (const row of body.rows) {
          if (row.classList.contains("comparison__band")) continue;
          const isOut = differ && !row.dataset.mine && this.isAlike(row);
          row.toggleAttribute("data-out", isOut);
          isEmpty &&= isOut;
          if (body.hidden) continue;
          shown += !isOut;
          hidden += isOut;
        }
        body.querySelector(".comparison__band")?.toggleAttribute("data-out", isEmpty);
      }
      if (!this.words) return;
      // In sight wherever she has scrolled to: at the corner of the table, and in the bar of a phone.
      for (const each of [this.table.tHead.rows[0].cells[0], this.bar]) {
        if (differ) each.dataset.hidden = filled(this.words.hidden, { hidden });
        else delete each.dataset.hidden;
      }
      const count = filled(differ ? this.words.some : this.words.shown, { options: this.shown.length, rows: shown, hidden });
      const names = phone.matches ? ` ${this.listed()}` : "";  // a phone's two may change while their number stays
      this.say(count + names + (this.aside ?? ""));
    }

    listed() {
      return `${this.shown.map((each) => this.nameOf(each)).join(", ")}.`;
    }

    nameOf(option) {
      return this.table.tHead.querySelector(`[data-column="${option}"] > .option-name`).textContent.trim();
    }

    /* Only known cells carry a number, so two unknowns are never alike. */
    isAlike(row) {
      const cells = [...row.cells].slice(1).filter((cell) => !cell.hidden);
      return cells.every(({ dataset: { alike, apart } }) => alike && apart === undefined && alike === cells[0].dataset.alike);
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

    /* --- controls ------------------------------------------------------------------------------------------------- */

    fillControls() {
      const { options, topics, differ } = this.state;
      for (const box of this.boxes) box.checked = options.includes(box.value);
      for (const box of this.topics) box.checked = !topics || topics.includes(box.value);
      const filter = this.querySelector("input[name=differ]");
      if (filter) filter.checked = differ;
      this.fillBar();
      if (this.words) this.takeAlong();
    }

    /* Name the page after the options that were picked, and put them and what was said on the sheet. */
    takeAlong(said = [], text = "") {
      const isPicked = this.state.pair || String(this.state.options) !== String(this.initial);
      this.sheet.take(isPicked || this.isTaken ? this.shown : [], said, text);
      this.name(isPicked);
    }

    /* The name of the page: for the tab, the history and the head of what is printed. */
    name(isPicked) {
      if (!isPicked && !this.names) return; // most readers pick nothing, and lists of names take long to load
      const heading = document.querySelector("h1").firstChild;
      this.names ??= { page: document.title, heading: heading.data };
      if (!isPicked) {
        document.title = this.names.page;
        heading.data = this.names.heading;
        return;
      }
      const names = new Intl.ListFormat(document.documentElement.lang).format(this.sheet.names(this.shown));
      const name = filled(this.words.title, { list: names });
      document.title = this.names.page.replace(/^.*(?= - )/, () => name);
      heading.data = name;
    }

    /* The head of what is printed: the options, even if nobody picked them, what was said, the day and the address, and
       the warnings about those options. */
    prepare() {
      this.name(String(this.shown) !== String(this.initial));
      const now = new Date();
      const day = filled(this.words.date, { day: now.getDate(), month: this.words.months[now.getMonth()], year: now.getFullYear() });
      const address = location.href.replace(/#.*/, "");
      const texts = [this.querySelector(".comparison__said").textContent, filled(this.words.printed, { day, address })];
      this.printed ??= Object.assign(document.createElement("div"), { className: "comparison__printed" });
      this.printed.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
      document.querySelector("h1").after(this.printed);
      for (const each of document.querySelectorAll(".notice__list > [data-names]")) each.toggleAttribute("data-unused", !isOf(this.shown, each.dataset.names));
    }

    listen() {
      this.addEventListener("click", (event) => {
        const box = event.target;
        const isEnough = (boxes, least) => boxes.filter((each) => each.checked).length < least;
        // The click is taken back, so that the box never shows what is not so.
        const refuse = (text) => {
          event.preventDefault();
          this.say("");
          setTimeout(() => this.say(text)); // again, even if it was the last thing said
          box.setCustomValidity(text); // said at the box, too, for as long as it has the focus
          box.reportValidity();
          box.addEventListener("blur", () => box.setCustomValidity(""), { once: true });
        };
        box.setCustomValidity?.("");
        if (this.boxes.includes(box)) {
          if (isEnough(this.boxes, LEAST)) refuse(this.words.least);
          else if (this.boxes.filter((each) => each.checked).length > MOST) {
            const treatment = box.closest(".panel__option").querySelector(":scope > label > input");
            if (treatment !== box && treatment.checked) treatment.checked = false; // its technique takes its place
            else refuse(this.words.most);
          }
        } else if (this.topics.includes(box) && isEnough(this.topics, 1)) refuse(this.words.topic);
        const action = box.closest("[data-do]")?.dataset.do;
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
      document.addEventListener("click", ({ target }) => {
        if (!target.closest("option-comparison a[href='#sheet'], a[href='#short']")) return;
        this.isTaken = true;
        this.apply();
      });
      addEventListener("popstate", () => {
        this.state = this.read();
        this.apply();
      });
      addEventListener("hashchange", () => this.reveal());
      addEventListener("beforeprint", () => this.prepare());
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

    /* A link to a panel opens it, and one to a row that is hidden brings it back. */
    reveal() {
      const target = this.querySelector(`[id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"]`);
      const button = target && this.querySelector(`[aria-controls="${target.id}"]`);
      if (button) {
        if (target.hidden) this.open(button);
        target.scrollIntoView();
        return;
      }
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
      if (!this.words) this.append(Object.assign(document.createElement("span"), { className: "status visually-hidden", role: "status" }));
      const { first, second, nextFirst, nextSecond } = this.dataset;
      for (const [words, others] of [[first, nextFirst], [second, nextSecond]]) {
        const label = document.createElement("label");
        const name = Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: words });
        label.append(name, document.createElement("select"));
        const next = Object.assign(document.createElement("button"), { type: "button", className: "button comparison__next", textContent: "\u203a" });
        next.setAttribute("aria-label", others);
        this.bar.append(label, next);
      }
      const selects = [...this.bar.querySelectorAll("select")];
      // One tap takes the next option; the other side's is passed over.
      this.bar.addEventListener("click", ({ target }) => {
        const select = target.closest("button")?.previousElementSibling.querySelector("select");
        if (!select) return;
        const free = [...select.options].filter((option) => !option.disabled);
        select.value = free[(free.indexOf(select.selectedOptions[0]) + 1) % free.length].value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      });
      this.bar.addEventListener("change", async () => {
        // The columns keep their order; the boxes stay as the reader set them.
        this.asked = selects.map((select) => select.value);
        const pair = this.order.filter((name) => selects.some((select) => select.value === name));
        const putBack = this.held();
        if (this.words) await this.change({ pair });
        else {
          this.state = { ...this.state, pair };
          await this.apply();
          this.say(this.listed());
        }
        putBack();
      });
      this.append(this.bar);
    }

    fillBar() {
      if (!this.bar) return;
      const isSame = this.asked && this.two.every((name) => this.asked.includes(name));
      const boxes = isSame ? this.asked : this.two;
      for (const next of this.bar.querySelectorAll("button")) next.disabled = this.state.options.length === LEAST;
      for (const [place, select] of [...this.bar.querySelectorAll("select")].entries()) {
        select.replaceChildren(...this.state.options.map((name) => {
          const option = new Option(this.nameOf(name), name);
          option.disabled = name === boxes[1 - place];
          option.selected = name === boxes[place];
          return option;
        }));
      }
    }
  }

  /* The sheet for the appointment: options, what matters, and the questions that go with both. */
  class AppointmentSheet extends HTMLElement {
    connectedCallback() {
      if (this.boxes) return;
      this.boxes = [...this.querySelectorAll("input[name=sheet]")];
      this.rare = this.boxes.map((box) => box.closest("li")).filter((item) => item.hidden);
      this.matters = [...this.querySelectorAll("input[data-said]")];
      this.said = [];
      this.addEventListener("change", () => this.ask());
      const named = new URLSearchParams(location.search).get("options");
      if (named) this.take(named.split(","));
      else this.ask();
    }

    /* Tick these options and what matters to a reader who said this; what she ticked by hand stays. */
    take(options, said = [], text = "") {
      for (const box of this.boxes) {
        box.checked = options.includes(box.value);
        const item = box.closest("li");
        if (this.rare.includes(item)) item.hidden = !box.checked;
      }
      for (const box of this.matters) {
        const isSaid = isOf(said, box.dataset.said);
        if (isSaid || "told" in box.dataset) box.checked = isSaid;
        box.toggleAttribute("data-told", isSaid);
      }
      this.said = said;
      const summary = this.querySelector(".sheet__said");
      summary.hidden = !text;
      summary.textContent = text;
      this.ask();
    }

    names(options) {
      return options.map((name) => this.boxes.find((box) => box.value === name).closest("label").textContent.trim());
    }

    ask() {
      const chosen = this.boxes.filter((box) => box.checked).map((box) => box.dataset.names.split(" "));
      const ticked = this.matters.filter((box) => box.checked).flatMap((box) => box.dataset.said.split(" "));
      ask(this.querySelector("[data-questions]"), chosen, [...new Set([...ticked, ...this.said])]);
    }
  }

  addEventListener("beforeprint", markSources);

  customElements.define("option-comparison", OptionComparison);
  customElements.define("appointment-sheet", AppointmentSheet);
})();
