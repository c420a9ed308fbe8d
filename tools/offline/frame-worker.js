// From a folder no worker starts. A hidden frame stands in for it: it runs the worker's script beside
// frame.js, which passes its messages on. Both are files, so the page's policy allows them.
{
  const own = new URL("frame.js", document.currentScript.src);

  // The theme's worker asks for this name to know that it is in a frame.
  globalThis.IFrameWorker = class extends EventTarget {
    constructor(address) {
      super();
      this.frame = Object.assign(document.createElement("iframe"), { hidden: true, worker: this });
      const scripts = [own, new URL(address, location)].map(({ href }) =>
        Object.assign(document.createElement("script"), { src: href }).outerHTML);
      this.frame.srcdoc = `<!doctype html><title>-</title>${scripts.join("")}`;
      this.started = new Promise((resolve) => {
        this.frame.addEventListener("load", resolve, { once: true });
      });
      document.body.append(this.frame);
    }

    async postMessage(data) {
      await this.started;
      this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data }));
    }
  };

  if (location.protocol === "file:") globalThis.Worker = globalThis.IFrameWorker;
}
