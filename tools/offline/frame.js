// In the frame that stands in for a worker: what a worker's script expects to be there.
globalThis.postMessage = (data) => {
  frameElement.worker.dispatchEvent(new MessageEvent("message", { data }));
};

globalThis.importScripts = async (...addresses) => {
  for (const src of addresses) {
    await new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src });
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
  }
};
