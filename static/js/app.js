// What makes the pages quicker with a script; everything works without it.
// All listeners sit on the document, so parts replaced by htmx need no set-up.
"use strict";

(() => {
  const editable = "input, textarea, select, [contenteditable]";

  // "/" goes to the search box, unless something is being typed.
  const search = (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.(editable)) return;
    const box = document.querySelector("[role=search] input, search input");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  };

  // Escape closes the open menu and gives the keyboard back to its button.
  const leaveMenu = (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  };

  // A click elsewhere closes menus.
  const closeMenus = (target) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  };

  // Whether sending form by button leaves this page: it asks for no download
  // (data-download) and no other window, and changes something (POST).
  const leaves = (form, button) => {
    const method = button?.getAttribute("formmethod") ?? form.getAttribute("method") ?? "get";
    return method.toLowerCase() === "post" &&
      !form.hasAttribute("target") && !button?.hasAttribute("formtarget") &&
      !form.hasAttribute("data-download") && !button?.hasAttribute("data-download");
  };

  // The button that sent a form goes quiet, so that a second click sends nothing.
  const hush = (event) => {
    const form = event.target;
    if (event.defaultPrevented || !leaves(form, event.submitter)) return;
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "");
    event.submitter?.setAttribute("aria-disabled", "true");
  };

  // Coming back to the page makes its forms usable again.
  const wake = () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      form.removeAttribute("data-sent");
      for (const button of form.elements) button.removeAttribute("aria-disabled");
    }
  };

  // <button type="button" data-copy="LP00…" data-copied="Copied"> copies its
  // text; a [data-copy-status] inside it, if any, says so for two seconds.
  const copy = async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const status = button.querySelector("[data-copy-status]");
    if (!status) return;
    status.textContent = button.dataset.copied;
    setTimeout(() => { status.textContent = ""; }, 2000);
  };

  // <input type="checkbox" data-tick-all="parcel"> ticks every box of that name.
  const tickAll = (master) => {
    const name = CSS.escape(master.dataset.tickAll);
    for (const box of document.querySelectorAll(`input[type=checkbox][name="${name}"]:enabled`)) {
      box.checked = master.checked;
    }
  };

  document.addEventListener("keydown", search);
  document.addEventListener("keydown", leaveMenu);
  document.addEventListener("submit", hush);
  window.addEventListener("pageshow", wake);
  document.addEventListener("click", (event) => {
    closeMenus(event.target);
    const button = event.target.closest?.("[data-copy]");
    // A browser may refuse the clipboard; the number is still on the page.
    if (button) copy(button).catch(() => {});
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-tick-all]")) tickAll(event.target);
  });
})();
