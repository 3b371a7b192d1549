/* Starts Wagtail's own widgets, whose templates would do so by a script in the page: ours name what to start. */
(() => {
  const START = {
    date: (name, options) => window.initDateChooser(name, options),
    time: (name, options) => window.initTimeChooser(name, options),
    datetime: (name, options) => window.initDateTimeChooser(name, options),
    inline: (name, options) => new window.InlinePanel(options),
    chooser: (name, options) => new window.MultipleChooserPanel(options),
  };

  class Widget extends window.StimulusModule.Controller {
    static values = { kind: String, name: String, options: Object };

    connect() {
      if (this.started || !Object.hasOwn(START, this.kindValue)) return;
      this.started = true;
      START[this.kindValue](this.nameValue, this.optionsValue);
    }
  }

  window.wagtail.app.register("praeco-widget", Widget);
})();
