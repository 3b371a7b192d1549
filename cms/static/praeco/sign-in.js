/* Passkeys: the server's question goes to the device, its answer goes back in the form. Without this, codes serve. */
(() => {
  const bytes = (text) => {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const text = (buffer) => {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = {
    create: (key) => ({
      ...key,
      challenge: bytes(key.challenge),
      user: { ...key.user, id: bytes(key.user.id) },
      excludeCredentials: known(key.excludeCredentials),
    }),
    get: (key) => ({ ...key, challenge: bytes(key.challenge), allowCredentials: known(key.allowCredentials) }),
  };

  const answered = (made) => {
    const said = made.response;
    const response = { clientDataJSON: text(said.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (said[name]) response[name] = text(said[name]);
    }
    if (said.getTransports) response.transports = said.getTransports();
    return {
      id: made.id,
      rawId: text(made.rawId),
      type: made.type,
      authenticatorAttachment: made.authenticatorAttachment,
      clientExtensionResults: made.getClientExtensionResults(),
      response,
    };
  };

  const question = async (form) => {
    const from = form.dataset.passkeyFrom;
    if (!from) return JSON.parse(form.querySelector("script[type='application/json']").textContent);
    const answer = await fetch(from, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  };

  const ceremony = async (form) => {
    const way = form.dataset.passkey;
    const { publicKey } = await question(form);
    const made = await navigator.credentials[way]({ publicKey: asked[way](publicKey) });
    form.querySelector("input[name$='credential']").value = JSON.stringify(answered(made));
    form.submit();
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!window.PublicKeyCredential) return;
    for (const form of document.querySelectorAll("form[data-passkey]")) {
      form.hidden = false;
      form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const failed = form.querySelector("[data-passkey-failed]");
        failed.textContent = "";
        try {
          await ceremony(form);
        } catch {
          failed.textContent = failed.dataset.passkeyFailed;
        }
      });
    }
  });
})();
