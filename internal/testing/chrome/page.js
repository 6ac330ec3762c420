// What a person sees and can use on the page, for tests. The last expression
// is an object of functions; a function that finds nothing throws an Error
// whose message names what there is.
(() => {
  const squash = (s) => (s ?? "").replace(/\s+/g, " ").trim();
  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;

  // Reads texts as they are written, not as text-transform shows them.
  const asWritten = (read) => {
    const before = document.adoptedStyleSheets;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*{text-transform:none!important}");
    document.adoptedStyleSheets = [...before, sheet];
    try {
      return read();
    } finally {
      document.adoptedStyleSheets = before;
    }
  };

  const labelled = (el) => squash((el.getAttribute("aria-labelledby") ?? "").split(/\s+/)
    .map((id) => document.getElementById(id)?.innerText ?? "").join(" "));
  const spoken = (el) => labelled(el) || squash(el.getAttribute("aria-label"));

  const nameOfButton = (el) => spoken(el) || squash(el.innerText) || squash(el.value) ||
    squash(el.title) || squash(el.querySelector("img")?.alt);
  const nameOfField = (el) => spoken(el) ||
    squash([...(el.labels ?? [])].map((l) => textWithoutFields(l)).join(" ")) || squash(el.title);
  const textWithoutFields = (label) => {
    const options = [...label.querySelectorAll("select, textarea")].map((f) => squash(f.innerText));
    return options.reduce((text, option) => text.replace(option, ""), squash(label.innerText));
  };

  // The parts of the page that contain a text, smallest first; a row carries
  // its number as data-number as well. The whole page without a text.
  const boxes = "article, tr, li, fieldset, section, form, dialog, nav, dl, .card, .order";
  const scopes = (within) => {
    if (!within) return [document.body];
    const rows = [...document.querySelectorAll(`[data-number="${CSS.escape(within)}"]`)];
    const parts = [...document.querySelectorAll(boxes)].filter((el) => shown(el) && squash(el.innerText).includes(within));
    parts.sort((a, b) => a.querySelectorAll("*").length - b.querySelectorAll("*").length);
    if (!rows.length && !parts.length) throw new Error(`no part of the page contains "${within}"`);
    return [...rows, ...parts];
  };

  // The elements called name: exactly, else beginning so, else containing it.
  const called = (all, name, nameOf) => {
    const named = all.map((el) => [el, nameOf(el)]);
    for (const fits of [(n) => n === name, (n) => n.startsWith(name), (n) => n.includes(name)]) {
      const found = named.filter(([, n]) => fits(n)).map(([el]) => el);
      if (found.length) return found;
    }
    return [];
  };

  const one = (within, selector, name, nameOf, same) => asWritten(() => {
    let seen = [];
    for (const root of scopes(within)) {
      const all = [...root.querySelectorAll(selector)].filter(shown);
      const found = called(all, name, nameOf);
      if (found.length > 1 && !found.every((el) => same(el, found[0]))) {
        throw new Error(`${found.length} things are called "${name}"; say within what`);
      }
      if (found.length) return found[0];
      seen = all;
    }
    throw new Error(`nothing here is called "${name}"; there are: ${seen.map(nameOf).join(" | ")}`);
  });

  const sameLink = (a, b) => a.tagName === "A" && a.href !== "" && a.href === b.href;
  const never = () => false;
  const choice = (within, name) => one(within, "input[type=checkbox], input[type=radio]", name, nameOfField, never);
  const buttons = "a[href], button, summary, input[type=submit], input[type=button], input[type=reset], input[type=image], [role=button]";
  const typed = "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image], [type=checkbox], [type=radio]), textarea";

  // Whether pressing an element asks the server for something.
  const leads = (el) => {
    if (el.closest("a[href]")) return !el.closest("a").getAttribute("href").startsWith("#") && !el.closest("a").target;
    return el.type === "submit" && el.form !== null && !el.disabled && !el.form.target &&
      (el.form.noValidate || !el.form.querySelector(":invalid"));
  };

  // Where to press an element; what lies over it is an error.
  const point = (el) => {
    const target = el.getClientRects()[0].width <= 1 && el.labels?.length ? el.labels[0] : el;
    for (const block of ["nearest", "center"]) {
      target.scrollIntoView({ block, inline: "nearest", behavior: "instant" });
      const box = target.getClientRects()[0];
      const x = box.x + box.width / 2;
      const y = box.y + box.height / 2;
      const hit = document.elementFromPoint(x, y);
      if (hit && (target.contains(hit) || hit.contains(target) || hit.control === el)) return { x, y, leads: leads(el) };
      if (block === "center") throw new Error(`it lies behind <${hit?.tagName.toLowerCase() ?? "nothing"} class="${hit?.className ?? ""}">`);
    }
  };

  const brightness = (color) => {
    const dot = document.createElement("canvas").getContext("2d");
    dot.fillStyle = color;
    dot.fillRect(0, 0, 1, 1);
    const [red, green, blue] = dot.getImageData(0, 0, 1, 1).data;
    return 3 * red + 6 * green + blue;
  };

  const announce = (el) => {
    el.dispatchEvent(new Event("input", { bubbles: true }));
    el.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // A number for how an element looks: equal when style, class and state are, of
  // the element and of everything around it. These decide about its contrast.
  const looks = () => {
    const styles = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight",
      "textShadow", "position", "zIndex", "filter", "mixBlendMode"];
    const known = new Map();
    const numbers = new Map();
    const look = (el) => {
      if (!el) return 0;
      if (!known.has(el)) {
        const style = getComputedStyle(el);
        const key = [look(el.parentElement), el.tagName, el.getAttribute("class"), el.ariaDisabled,
          el.disabled ?? el.control?.disabled, ...styles.map((name) => style[name])].join("|");
        if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
        known.set(el, numbers.get(key));
      }
      return known.get(el);
    };
    return look;
  };
  // Numbers for what an element and all in it are: equal where element, classes, attributes,
  // what comes before, and all around up to the element are. Of values those count that
  // decide about a barrier; how an ornament looks, such as a flag, does not.
  const telling = new Set(["class", "type", "role", "lang", "scope", "tabindex"]);
  const ornament = (el) => el.matches("span:empty:not([role], [tabindex], [aria-label])");
  const own = (el) => ornament(el) ? "ornament" : [el.tagName, ownText(el) !== "", ...[...el.attributes].map((a) =>
    telling.has(a.name) || a.name.startsWith("aria-") && a.value.length < 6 ? `${a.name}=${a.value}` : a.name)].join(" ");
  const makings = () => {
    const known = new Map();
    const numbers = new Map();
    const number = (key) => numbers.get(key) ?? numbers.set(key, numbers.size + 1).get(key);
    const kind = (el) => known.get(el) ?? known.set(el, number(own(el))).get(el);
    const making = (el, around) => {
      const here = number([around, kind(el), el.previousElementSibling ? kind(el.previousElementSibling) : 0].join("|"));
      return [here, ...[...el.children].flatMap((child) => making(child, here))];
    };
    return (el) => new Set(making(el, 0));
  };
  const ownText = (el) => squash([...el.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data).join(" "));

  return {
    point,
    button: (within, name) => one(within, buttons, name, nameOfButton, sameLink),
    field: (within, name) => one(within, typed, name, nameOfField, never),
    choice: (within, name) => choice(within, name),
    chosen: (within, name) => choice(within, name).checked,
    list: (within, name) => one(within, "select", name, nameOfField, never),
    text: (within) => asWritten(() => squash(scopes(within)[0].innerText)),
    enterLeads: () => document.activeElement?.closest("a[href]") !== null ||
      Boolean(document.activeElement?.form?.querySelector("button:not([type=button]), input[type=submit]")),
    height: () => document.documentElement.scrollHeight,
    address: () => location.href,
    focused: () => asWritten(() => nameOfField(document.activeElement) || nameOfButton(document.activeElement)),

    // Empties a field for typing; true when it takes no keys, as a date does.
    clear: (el, value) => {
      if (el.disabled || el.readOnly) throw new Error("it cannot be changed");
      el.focus();
      if (["date", "time", "datetime-local", "month", "week", "color", "range"].includes(el.type)) {
        el.value = value;
        announce(el);
        return true;
      }
      el.select();
      return false;
    },

    option: (el, name) => {
      const found = asWritten(() => called([...el.options].filter((o) => !o.disabled), name, (o) => squash(o.text)));
      if (found.length !== 1) throw new Error(`${found.length} options are called "${name}"; there are: ${[...el.options].map((o) => squash(o.text)).join(" | ")}`);
      el.value = found[0].value;
      announce(el);
    },

    // Takes the parts of lists out of the page in which nothing is that three parts before
    // them have not; how many parts that are. bringBack puts them where they were.
    takeOut: () => {
      const making = makings();
      const repeated = [];
      const within = (list) => {
        const met = new Map();
        for (const el of list.children) {
          const made = [...making(el)];
          if (!el.selected && made.every((number) => met.get(number) >= 3)) repeated.push(el);
          else within(el);
          made.forEach((number) => met.set(number, (met.get(number) ?? 0) + 1));
        }
      };
      within(document.body);
      const places = repeated.map((el) => ({ el, parent: el.parentNode, next: el.nextSibling }));
      window.takenOut = { places, top: scrollY };
      repeated.forEach((el) => el.remove());
      return repeated.length;
    },
    bringBack: () => {
      const { places, top } = window.takenOut;
      delete window.takenOut;
      for (const { el, parent, next } of places.reverse()) parent.insertBefore(el, next);
      scrollTo(0, top);
      return places.length;
    },

    // Marks the texts that look like three texts before them, as those of a long
    // list do; the number of texts that are marked.
    markAlike: () => {
      const look = looks();
      const met = new Map();
      const alike = [...document.body.querySelectorAll("*")].filter((el) => {
        if (ownText(el).length < 3 || !shown(el)) return false;
        const number = look(el);
        met.set(number, (met.get(number) ?? 0) + 1);
        return met.get(number) > 3;
      });
      alike.forEach((el) => el.setAttribute("data-alike", ""));
      return alike.length;
    },
    unmarkAlike: () => [...document.querySelectorAll("[data-alike]")].map((el) => el.removeAttribute("data-alike")).length,

    ready: () => document.readyState === "complete" &&
      !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"),

    // Whether the page is light text on a dark ground.
    dark: () => {
      const style = getComputedStyle(document.body);
      return brightness(style.backgroundColor) < brightness(style.color);
    },

    // The elements that stick out at the side, when the page can be scrolled there.
    wide: () => {
      const page = document.documentElement;
      if (page.scrollWidth <= page.clientWidth) return [];
      const out = [...document.body.querySelectorAll("*")].filter((el) => shown(el) && el.getBoundingClientRect().right > page.clientWidth + 0.5);
      return [`the page is ${page.scrollWidth} px wide on ${page.clientWidth} px`,
        ...out.slice(0, 10).map((el) => `<${el.tagName.toLowerCase()} class="${el.getAttribute("class") ?? ""}"> ${squash(el.innerText).slice(0, 60)}`)];
    },
  };
})()
