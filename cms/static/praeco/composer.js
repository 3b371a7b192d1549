/* The composer while someone writes: tabs, counters, previews, marks and findings. Everything works without it after
   saving; nothing here stores anything. */
(() => {
  const PAUSE = 900;
  const SLOW = 400;
  const HEADROOM = 64;

  /* Wagtail opens the panel that stood open last. On a telephone it would cover the form. */
  try {
    if (window.matchMedia("(max-width: 50em)").matches) localStorage.removeItem("wagtail:side-panel-open");
  } catch {
    /* no storage, nothing remembered */
  }

  class Composer extends window.StimulusModule.Controller {
    static targets = ["tabs", "words", "pictures", "picture", "script", "account", "matters", "chosen"];
    static values = { url: String, matters: String };

    connect() {
      this.scriptTargets.forEach((node) => (node.hidden = false));
      if (this.hasTabsTarget) {
        this.tabsTarget.hidden = false;
        this.wordsTargets.forEach((panel) => {
          panel.setAttribute("role", "tabpanel");
          panel.setAttribute("aria-labelledby", panel.id.replace("words-", "tab-"));
        });
        this.accounts();
        this.choose(this.tab_list()[0]);
      }
      this.findings = (event) => {
        const link = event.target.closest("[data-action='praeco-composer#show']");
        if (link) this.show(event, link);
      };
      document.addEventListener("click", this.findings);
      const wanted = window.location.hash === "#first-obstacle" && document.getElementById("first-obstacle");
      if (wanted || window.location.hash === "#findings") this.open_checks(wanted);
      this.scroll();
    }

    disconnect() {
      document.removeEventListener("click", this.findings);
      window.clearTimeout(this.timer);
    }

    /* --- tabs --- */
    tab_list() {
      return [...this.tabsTarget.querySelectorAll("[role=tab]:not([hidden])")];
    }

    tab(event) {
      this.choose(event.currentTarget);
    }

    choose(chosen) {
      this.tabsTarget.querySelectorAll("[role=tab]").forEach((tab) => {
        const on = tab === chosen;
        tab.setAttribute("aria-selected", on ? "true" : "false");
        tab.tabIndex = on ? 0 : -1;
        document.getElementById(tab.getAttribute("aria-controls")).hidden = !on;
      });
    }

    arrows(event) {
      const tabs = this.tab_list();
      const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
      const steps = { [forward]: 1, [forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight"]: -1 };
      const place = tabs.indexOf(event.currentTarget);
      let next = steps[event.key] ? tabs[(place + steps[event.key] + tabs.length) % tabs.length] : null;
      if (event.key === "Home") next = tabs[0];
      if (event.key === "End") next = tabs[tabs.length - 1];
      if (!next) return;
      event.preventDefault();
      this.choose(next);
      next.focus();
    }

    accounts() {
      this.accountTargets.forEach((box) => {
        const tab = document.getElementById(`tab-${box.value}`);
        if (!tab) return;
        tab.hidden = !box.checked;
        if (tab.hidden && tab.getAttribute("aria-selected") === "true") this.choose(this.tab_list()[0]);
      });
    }

    same(event) {
      const panel = event.currentTarget.closest(".pr-words");
      const field = panel.querySelector("textarea");
      field.value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    /* --- asking the server on a pause --- */
    later() {
      window.clearTimeout(this.timer);
      this.own_words();
      this.timer = window.setTimeout(() => this.ask(), PAUSE);
    }

    own_words() {
      if (!this.hasTabsTarget) return;
      this.tabsTarget.querySelectorAll("[data-account]").forEach((tab) => {
        const field = document.getElementById(tab.getAttribute("aria-controls")).querySelector("textarea");
        const small = tab.querySelector("small");
        small.textContent = field.value.trim() ? small.dataset.own : small.dataset.same;
      });
    }

    async ask() {
      const data = new FormData(this.element);
      [...data.entries()].forEach(([name, value]) => {
        if (value instanceof File) data.delete(name);
      });
      const turn = (this.turn = (this.turn || 0) + 1);
      const slow = window.setTimeout(() => this.busy(true), SLOW);
      try {
        const answer = await fetch(this.urlValue, { method: "POST", body: data, headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(String(answer.status));
        const found = await answer.json();
        if (turn === this.turn) this.fill(found);
      } catch {
        /* what stood there stays: the page says when it was saved, and saving checks again */
      } finally {
        window.clearTimeout(slow);
        this.busy(false);
      }
    }

    busy(on) {
      const area = document.querySelector("[data-praeco-area=checks]");
      if (area) area.toggleAttribute("data-busy", on);
    }

    fill(found) {
      ["counters", "previews", "marks", "footnote"].forEach((name) => this.put(name, found[name]));
      const checks = document.querySelector("[data-praeco-area=checks]");
      if (checks && !checks.contains(document.activeElement)) this.put_checks(checks, found.checks);
      const status = document.querySelector("[data-praeco-area=summary]");
      if (status && status.textContent !== found.summary) status.textContent = found.summary;
      this.count(found);
      this.scroll();
    }

    count(found) {
      const toggle = document.querySelector("[data-side-panel-toggle=checks]");
      const badge = toggle && toggle.querySelector("[data-side-panel-toggle-counter]");
      if (!badge) return;
      toggle.setAttribute("aria-label", found.label);
      badge.textContent = String(found.count);
      badge.hidden = !found.count;
      badge.classList.toggle("w-bg-critical-200", found.blocked);
      badge.classList.toggle("w-bg-surface-button-default", !found.blocked);
    }

    put(name, html) {
      const area = document.querySelector(`[data-praeco-area=${name}]`);
      if (area) area.innerHTML = html;
    }

    put_checks(area, html) {
      const reasons = new Map([...area.querySelectorAll("textarea")].map((field) => [field.name, field.value]));
      area.innerHTML = html;
      area.querySelectorAll("textarea").forEach((field) => {
        if (reasons.has(field.name)) field.value = reasons.get(field.name);
      });
    }

    /* --- from a finding to its words --- */
    show(event, link) {
      const note = link.closest("[data-start]");
      const field = this.element.querySelector("#id_text");
      if (!note || !field) return;
      event.preventDefault();
      if (this.hasTabsTarget) this.choose(this.tab_list()[0]);
      field.focus();
      field.setSelectionRange(Number(note.dataset.start), Number(note.dataset.end));
      field.scrollIntoView({ block: "center" });
    }

    step(event) {
      const notes = [...document.querySelectorAll(".pr-finding")];
      if (event.key !== "F8" || !notes.length) return;
      event.preventDefault();
      const place = notes.indexOf(document.activeElement);
      const next = event.shiftKey ? place - 1 : place + 1;
      notes[(next + notes.length) % notes.length].focus();
    }

    /* Wagtail opens its panel in its own time, so the focus is tried until it stays. */
    open_checks(wanted, tries = 20) {
      const toggle = document.querySelector("[data-side-panel-toggle=checks]");
      const place = wanted || document.getElementById("findings");
      if (!place || !tries || document.activeElement === place) return;
      if (toggle && toggle.getAttribute("aria-expanded") !== "true") toggle.click();
      this.bring(place);
      window.setTimeout(() => this.open_checks(wanted, tries - 1), 150);
    }

    /* The focus without moving the page: what was answered stands at its top. */
    bring(place) {
      const panel = place.closest(".form-side");
      place.focus({ preventScroll: true });
      if (panel) panel.scrollTop += place.getBoundingClientRect().top - panel.getBoundingClientRect().top - HEADROOM;
    }

    scroll() {
      const field = this.element.querySelector("#id_text");
      const layer = this.element.querySelector(".pr-editor__marks");
      if (!field || !layer) return;
      field.onscroll = () => (layer.scrollTop = field.scrollTop);
    }

    /* --- matters --- */
    quiet(event) {
      event.stopPropagation();
    }

    findByKey(event) {
      if (event.key === "Enter") this.find(event);
    }

    async find(event) {
      event.preventDefault();
      const area = document.querySelector("[data-praeco-area=matters]");
      const data = new FormData();
      ["csrfmiddlewaretoken", "court", "matter-find"].forEach((name) =>
        data.append(name, this.element.elements.namedItem(name).value),
      );
      this.chosenTarget.querySelectorAll("input:checked").forEach((box) => data.append("matters", box.value));
      try {
        const answer = await fetch(this.mattersValue, { method: "POST", body: data });
        if (answer.ok) area.innerHTML = await answer.text();
      } catch {
        /* what stood there stays, and the button can be pressed again */
      }
    }

    /* What was ticked among the found moves to the chosen, with the focus. */
    take(event) {
      const row = event.target.closest("li");
      if (!row || !event.target.checked) return;
      this.chosenTarget.append(row);
      this.mattersTarget.querySelector(".pr-matters__none").hidden = true;
      event.target.focus();
    }

    /* --- pictures --- */
    addPicture() {
      const total = this.element.querySelector("[name=pictures-TOTAL_FORMS]");
      const made = this.pictureTarget.innerHTML.replaceAll("__prefix__", total.value);
      this.picturesTarget.insertAdjacentHTML("beforeend", made);
      total.value = String(Number(total.value) + 1);
      const added = this.picturesTarget.lastElementChild.querySelector("input[type=file]");
      if (added) added.focus();
    }
  }

  window.wagtail.app.register("praeco-composer", Composer);
})();
