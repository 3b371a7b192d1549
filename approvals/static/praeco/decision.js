/* Tabs on a narrow screen, the two sheets, and the words marked for a comment. Without this file every version stands
   open, each act is a page, and a comment chooses its sentence from a list. */
(() => {
  const page = document.querySelector("[data-decision]");
  if (!page) return;

  const tablist = page.querySelector("[data-decision-tabs]");
  const tabs = tablist ? [...tablist.querySelectorAll("[role=tab]")] : [];
  const narrow = window.matchMedia("(max-width: 63.99rem)");
  const opened = new Set();

  const open = (tab, focus) => {
    tabs.forEach((other) => {
      const chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).classList.toggle("is-open", chosen);
    });
    opened.add(tab);
    if (focus) tab.focus();
  };

  if (tabs.length) {
    tablist.hidden = false;
    page.setAttribute("data-tabs", "");
    tabs.forEach((tab) => {
      const panel = document.getElementById(tab.getAttribute("aria-controls"));
      const asTabs = () => {
        panel.toggleAttribute("tabindex", narrow.matches);
        if (narrow.matches) {
          panel.setAttribute("role", "tabpanel");
          panel.setAttribute("aria-labelledby", tab.id);
          panel.tabIndex = 0;
        } else {
          panel.removeAttribute("role");
          panel.removeAttribute("aria-labelledby");
        }
      };
      asTabs();
      narrow.addEventListener("change", asTabs);
      tab.addEventListener("click", () => open(tab));
    });
    tablist.addEventListener("keydown", (event) => {
      const forward = getComputedStyle(page).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
      const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
      const step = { [forward]: 1, [back]: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const at = tabs.indexOf(document.activeElement);
      open(tabs[(at + step + tabs.length) % tabs.length], true);
    });
    open(tabs[0]);
  }

  const showUnread = (sheet) => {
    const unread = narrow.matches ? tabs.filter((tab) => !opened.has(tab)).map((tab) => tab.textContent.trim()) : [];
    sheet.querySelectorAll("[data-decision-unread]").forEach((part) => {
      part.hidden = !unread.length;
      if (part.tagName === "DD") part.textContent = unread.join(", ");
    });
  };

  document.querySelectorAll("[data-decision-open]").forEach((link) => {
    const sheet = document.getElementById(link.dataset.decisionOpen);
    if (!sheet || !sheet.showModal) return;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      showUnread(sheet);
      sheet.showModal();
      sheet.querySelector("h2").focus();
    });
    sheet.addEventListener("close", () => link.focus());
  });
  document.querySelectorAll("[data-decision-close]").forEach((link) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      link.closest("dialog").close();
    });
  });

  /* After an act the focus stands on what came of it. */
  const said = document.querySelector(".messages li");
  if (said) {
    said.tabIndex = -1;
    said.focus({ preventScroll: true });
  }

  /* The words that were marked last in the text are what a comment is about. */
  const talk = page.querySelector("[data-talk]");
  if (!talk) return;
  const field = talk.querySelector("[name=words]");
  const shown = talk.querySelector("[data-talk-marked]");
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    const words = chosen.toString().trim();
    const from = chosen.anchorNode && chosen.anchorNode.parentElement;
    if (!words || !from || !from.closest(".pr-pv__text, .pr-pv__alt")) return;
    field.value = words;
    shown.querySelector("q").textContent = words;
    shown.hidden = false;
  });
  talk.querySelector("[name=place]").addEventListener("change", () => {
    field.value = "";
    shown.hidden = true;
  });
})();
