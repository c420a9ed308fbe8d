/* What a reader says of herself: the rows that matter for it come first, and each option says what its records hold for
   her. Nothing that she says is kept, sent, or put in the address; nothing is weighed or ranked. */
(() => {
  "use strict";

  const LINES = 3;
  const FEW = 4;
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const parsed = (html) => Object.assign(document.createElement("template"), { innerHTML: html }).content;
  const element = (name, className, ...content) => {
    const made = Object.assign(document.createElement(name), { className });
    made.append(...content);
    return made;
  };

  class MySituation extends HTMLElement {
    connectedCallback() {
      if (this.form) return;
      this.form = this.querySelector("form");
      this.comparison = this.closest("option-comparison");
      this.words = this.comparison.words;
      this.table = this.comparison.table;
      this.homes = [...this.table.tBodies].map((body) => [body, [...body.rows]]);
      this.questions = new Map([...this.table.querySelectorAll(".comparison__question")].map((question) => [question.id, question]));
      this.form.addEventListener("change", ({ target }) => {
        target.reportValidity();
        this.comparison.apply();
      });
      this.form.addEventListener("reset", () => setTimeout(() => this.comparison.apply()));
      this.form.addEventListener("submit", (event) => event.preventDefault());
      this.querySelector("[data-see]").addEventListener("click", () => this.see());
      this.comparison.addEventListener("comparison", () => { this.comparison.settled = this.refresh(); });
    }

    see() {
      const name = this.body.querySelector(".comparison__band-name");
      name.scrollIntoView();
      name.focus({ preventScroll: true });
    }

    isOnly() {
      return this.form.querySelector("[data-only]").checked;
    }

    /* Give what was said: the choices of each facet, the limits of rows, all of it in words, and the ids of all. */
    said() {
      const facets = new Map();
      const limits = new Map();
      const names = [];
      const add = (facet, choice, name) => {
        facets.set(facet, [...(facets.get(facet) ?? []), { choice, name }]);
        names.push(name);
      };
      for (const field of this.form.elements) {
        if (field.type === "checkbox" && field.checked && field.name) add(field.name, field.value, field.dataset.name);
        else if (field.name && field.tagName === "SELECT" && field.value) add(field.name, field.value, field.selectedOptions[0].dataset.name);
        else if (field.type === "number" && field.value !== "" && field.validity.valid) {
          const currency = field.parentElement.querySelector("select")?.value;
          const unit = field.dataset.unit ?? currency;
          const name = filled(this.words.limit, { name: field.dataset.name, number: field.valueAsNumber, unit });
          limits.set(field.name, { most: Number(field.value), of: field.dataset.of ?? currency, name });
          names.push(name);
        }
      }
      const ids = [...facets].flatMap(([facet, choices]) => [facet, ...choices.map(({ choice }) => choice)]);
      return { facets, limits, names, ids: [...ids, ...limits.keys()] };
    }

    async refresh() {
      const { shown } = this.comparison;
      const said = this.said();
      if (!said.names.length) return this.build(said, new Map());
      try {
        const columns = await Promise.all(shown.map(async (name) => [name, await this.comparison.data(name)]));
        if (shown === this.comparison.shown) this.build(said, new Map(columns));
      } catch {
        this.comparison.say(this.words.failed);
      }
    }

    build(said, columns) {
      this.clear();
      for (const [column, data] of columns) this.setApart(column, data, said);
      const rows = columns.size ? [...this.taken(said, columns), ...this.touched(said, columns)] : [];
      const summary = this.comparison.querySelector(".comparison__said");
      summary.hidden = !said.names.length;
      summary.textContent = said.names.length ? filled(this.words.said, { said: said.names.join("; ") }) : "";
      this.comparison.takeAlong(said.ids, summary.textContent);
      if (rows.length) {
        const name = element("th", "comparison__band-name", element("span", "", this.words.mine));
        name.id = "rows-for-you";
        name.tabIndex = -1;
        name.scope = "rowgroup";
        name.setAttribute("role", "rowheader");
        const band = element("tr", "comparison__band", name);
        band.setAttribute("role", "row");
        this.body = element("tbody", "comparison__group comparison__group--mine", band, ...rows);
        this.body.setAttribute("role", "rowgroup");
        this.body.dataset.mine = "";
        this.table.tBodies[0].before(this.body);
        if (this.isOnly()) {
          for (const [body] of this.homes) body.hidden = true;
        }
      }
      this.querySelector("[data-see]").hidden = !rows.length;
      const isWaiting = this.isOnly() && !said.names.length;
      const text = rows.length ? filled(this.words.rows, { name: this.words.mine, number: rows.length }) : isWaiting ? this.words.first : "";
      this.comparison.aside = text && ` ${text}`;
      this.comparison.filter();
    }

    /* Put every row back where it stands for everybody. */
    clear() {
      for (const each of this.table.querySelectorAll(".comparison__because, .comparison__without, .cell__notes, .cell__without")) each.remove();
      for (const cell of this.table.querySelectorAll("[data-apart]")) {
        delete cell.dataset.apart;
        for (const each of cell.children) each.hidden = false;
      }
      for (const [body, rows] of this.homes) {
        for (const row of rows) {
          delete row.dataset.mine;
          body.append(row);
        }
      }
      this.body?.remove();
      this.body = null;
    }

    /* Where an option has techniques that she rules out and others, the others lead its cells. */
    setApart(column, data, said) {
      const { cells = {} } = this.without(data, said);
      for (const [criterion, html] of Object.entries(cells)) {
        const cell = this.cellOf(column, criterion);
        for (const each of cell.children) each.hidden = !each.matches(".cell__more");
        cell.insertBefore(element("div", "cell__without", parsed(html)), cell.querySelector(".cell__more"));
        cell.dataset.apart = "";
      }
      const [one] = Object.values(cells); // on paper in short it is said once
      if (one) this.headOf(column).append(element("span", "comparison__without", parsed(one).querySelector(".cell__apart").textContent));
      this.comparison.cite(data.sources);
    }

    /* What differs at an option without the techniques that she rules out. */
    without(data, { facets }) {
      const taking = [...facets].flatMap(([facet, choices]) => choices.flatMap(({ choice }) => data.takes[facet]?.[choice].by ?? []));
      return data.apart[[...new Set(taking)].sort().join()] ?? {};
    }

    cellOf(column, criterion) {
      return this.questions.get(criterion).parentElement.cells[this.comparison.columns.indexOf(column) + 1];
    }

    headOf(column) {
      return this.table.tHead.querySelector(`[data-column="${column}"]`);
    }

    /* A row for each thing that she does not accept: which options take it. */
    *taken({ facets }, columns) {
      const first = columns.values().next().value;
      for (const [facet, choices] of facets) {
        if (!first.takes[facet]) continue;
        for (const { choice, name } of choices) {
          const question = element("th", "comparison__question", name, element("span", "comparison__because", filled(this.words.ways, { said: name })));
          question.scope = "row";
          question.setAttribute("role", "rowheader");
          const row = element("tr", "", question, ...this.comparison.columns.map((column) => this.cell(column, columns.get(column)?.takes[facet][choice].html)));
          row.setAttribute("role", "row");
          row.dataset.mine = "";
          yield row;
        }
      }
    }

    cell(column, html) {
      const place = this.comparison.columns.indexOf(column) + 1;
      const model = this.questions.values().next().value.parentElement.cells[place];
      const made = element("td", model.className, html ? parsed(html) : "");
      made.setAttribute("role", "cell");
      made.dataset.option = model.dataset.option;
      made.dataset.name = model.dataset.name;
      made.hidden = model.hidden;
      return made;
    }

    /* The rows that depend on what she said, each with the reason and with a note at every option. */
    *touched(told, columns) {
      const { facets, limits } = told;
      const first = columns.values().next().value;
      for (const [criterion, question] of this.questions) {
        const about = first.notes[criterion] ?? {};
        const isTold = (facet, choice) => about[facet].always || [...columns.values()].some((data) => data.notes[criterion][facet].choices[choice]);
        const spoken = [...facets].filter(([facet]) => about[facet])
          .map(([facet, choices]) => [facet, choices.filter(({ choice }) => isTold(facet, choice))])
          .filter(([, choices]) => choices.length);
        const limit = limits.get(criterion);
        if (!spoken.length && !limit) continue;
        const row = question.parentElement;
        const sources = new Map();
        for (const [column, data] of columns) {
          const apart = this.without(data, told);
          const own = apart.notes?.[criterion] ?? data.notes[criterion];
          const notes = element("div", "cell__notes");
          for (const [facet, choices] of spoken) {
            for (const { choice, name } of choices) notes.append(this.note(own[facet], choice, name));
          }
          if (limit) notes.append(this.over(apart.limits?.[criterion] ?? data.limits[criterion], limit));
          for (const link of notes.querySelectorAll(".sources-ref__link")) sources.set(Number(link.textContent), link);
          const cell = this.cellOf(column, criterion);
          const place = cell.querySelector(".cell__with, .cell__more");
          if (place) place.before(notes);
          else cell.append(notes);
        }
        const said = [...spoken.flatMap(([, choices]) => choices.map(({ name }) => name)), ...(limit ? [limit.name] : [])].join("; ");
        const because = element("span", "comparison__because", filled(sources.size ? this.words.because : this.words.none, { said }));
        const ordered = [...sources].sort(([one], [other]) => one - other).map(([, link]) => link.cloneNode(true));
        if (ordered.length) because.append(element("span", "sources-ref", ...ordered.slice(0, FEW)));
        if (ordered.length > FEW) because.append(` ${filled(this.words.more, { number: ordered.length - FEW })}`);
        question.append(because);
        row.dataset.mine = "";
        yield row;
      }
    }

    note(notes, choice, name) {
      if (notes.choices[choice]) return parsed(notes.choices[choice]);
      return element("p", "cell__note cell__note--gap", element("span", "cell__key", `${name}${this.words.colon}`), ` ${notes.otherwise}`);
    }

    /* Which records say more than she accepts; sums in other currencies are told of, never turned into hers. */
    over(records, { most, of, name }) {
      const ours = records.filter(([, unit]) => unit === of);
      const more = ours.filter(([number]) => number > most).sort(([one], [other]) => other - one);
      const { over, within, unnumbered, currency, colon } = this.words;
      const text = more.length ? over : ours.length ? within : unnumbered;
      const note = element("div", more.length ? "cell__note" : "cell__note cell__note--gap");
      note.append(element("p", "", element("span", "cell__key", `${name}${colon}`), ` ${filled(text, { over: more.length, all: ours.length })}`));
      if (more.length) note.append(element("ul", "cell__list", ...more.slice(0, LINES).map(([, , html]) => element("li", "", parsed(html)))));
      if (records.length > ours.length) note.append(element("p", "", filled(currency, { number: records.length - ours.length })));
      return note;
    }
  }

  customElements.define("my-situation", MySituation);
})();
