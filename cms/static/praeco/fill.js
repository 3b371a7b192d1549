/* The words of a template while somebody fills in its fields. Without it a button shows them; nothing is stored. */
(() => {
  const PAUSE = 600;

  class Fill extends window.StimulusModule.Controller {
    static targets = ["area", "status"];
    static values = { url: String };

    disconnect() {
      window.clearTimeout(this.timer);
    }

    later() {
      if (!this.hasUrlValue) return;
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      const turn = (this.turn = (this.turn || 0) + 1);
      try {
        const answer = await fetch(this.urlValue, { method: "POST", body: new FormData(this.element) });
        if (!answer.ok) throw new Error(String(answer.status));
        const words = await answer.text();
        if (turn !== this.turn) return;
        this.areaTarget.innerHTML = words;
        this.statusTarget.textContent = this.statusTarget.dataset.done;
      } catch {
        /* what stood there stays, and the button can be pressed */
      }
    }
  }

  window.wagtail.app.register("praeco-fill", Fill);
})();
