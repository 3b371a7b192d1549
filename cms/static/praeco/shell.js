/* Wagtail's account button has no name once the sidebar is collapsed. */
(() => {
  const name = () => {
    const button = document.querySelector(".sidebar-footer__account");
    if (!button || button.hasAttribute("aria-label")) return;
    const label = button.querySelector(".sidebar-footer__account-label");
    button.setAttribute("aria-label", (label && label.textContent.trim()) || document.body.dataset.account || "Account");
  };
  document.addEventListener("DOMContentLoaded", () => {
    name();
    const sidebar = document.querySelector("#wagtail-sidebar") || document.body;
    new MutationObserver(name).observe(sidebar, { childList: true, subtree: true });
  });
})();
