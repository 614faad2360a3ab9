// What the tests ask of a page. It is put in once the page has loaded with scripts off, and works with scripts off.
(() => {
  const INTERACTIVE =
    "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio[controls], " +
    "video[controls], [contenteditable], [role=button], [role=link], [role=tab], [role=checkbox], [tabindex]:not([tabindex='-1'])";
  const visited = new Set();

  const name = (element) => {
    const start = element.cloneNode(false).outerHTML.split("</")[0];
    const text = element.textContent.replace(/\s+/g, " ").trim();
    return `${start.slice(0, 90)}${text.slice(0, 40)}`;
  };

  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map(); // what a canvas made of colours as styles are computed, which mean the same in every mode
  const channels = (...colours) => {
    const key = colours.every((colour) => colour.startsWith("rgb")) && colours.join();
    if (key && known.has(key)) return known.get(key);
    const found = painted(...colours);
    if (key) known.set(key, found);
    return found;
  };
  const painted = (...colours) => {
    pen.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data].map((value) => value / 255);
  };
  const luminance = (...colours) => {
    const [red, green, blue] = channels(...colours).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (colour, ground) => {
    const [low, high] = [luminance(ground, colour), luminance(ground)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const canvas = () => {
    const sample = document.body.appendChild(document.createElement("i"));
    sample.style.backgroundColor = "Canvas";
    const colour = getComputedStyle(sample).backgroundColor;
    sample.remove();
    return colour;
  };
  const behind = (element) => {
    for (let place = element; place; place = place.parentElement) {
      const colour = getComputedStyle(place).backgroundColor;
      if (channels(colour)[3] === 1) return colour;
    }
    return canvas();
  };

  const written = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());

  const hidden = (element) => {
    const box = [...element.getClientRects()].find((one) => one.width > 3 && one.height > 3);
    if (!box || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return "is not seen while it has focus";
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 8)];
    const top = document.elementFromPoint(x, y);
    if (!top || !(element.contains(top) || top.contains(element))) return "is covered, or outside the window, while it has focus";
    return "";
  };
  const unmarked = (element) => {
    const style = getComputedStyle(element);
    if (style.outlineStyle === "auto") return "";
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "has focus without an outline";
    if (contrast(style.outlineColor, behind(element.parentElement)) < 3) return "has focus with an outline below 3:1";
    return "";
  };

  window.probe = {
    // What the page holds though it needs no script and no network.
    forbidden() {
      const found = [];
      for (const element of document.querySelectorAll("*")) {
        if (element.matches("script:not([type='application/ld+json'])")) found.push(`a script: ${name(element)}`);
        if (element.matches("link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch], link[rel~=preload]"))
          found.push(`a call ahead: ${name(element)}`);
        if (element.matches("meta[http-equiv=refresh i]")) found.push(`a page that moves on by itself: ${name(element)}`);
        for (const { name: key, value } of element.attributes)
          if (key.startsWith("on") || /^\s*javascript:/i.test(value)) found.push(`a script in ${key}: ${name(element)}`);
        if (element.matches("table:not([role=presentation]):not(:has(th))")) found.push(`a table without headers: ${name(element)}`);
      }
      return found;
    },

    // Images that wait for the reader to come near are asked for now, so that no request is missed.
    hurry() {
      for (const element of document.querySelectorAll("[loading=lazy]")) element.loading = "eager";
    },

    open() {
      for (const element of document.querySelectorAll("details")) element.open = true;
    },

    // The element that Tab came to, or nothing when the round is over.
    stop() {
      const element = document.activeElement;
      if (!element || element === document.body || visited.has(element)) return null;
      visited.add(element);
      const closed = element.matches("summary") && !element.parentElement.open;
      return { name: name(element), closed, fault: hidden(element) || unmarked(element) };
    },

    // Whether nothing has focus, as at the end of a round.
    nowhere() {
      return !document.activeElement || document.activeElement === document.body;
    },

    isOpen() {
      return document.activeElement.matches("details[open] > summary");
    },

    // What a reader would want to come to and Tab did not.
    missed() {
      return [...document.querySelectorAll(INTERACTIVE)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && !visited.has(element))
        .map(name);
    },

    // Where the link that has focus leads, told when that is not to the main content.
    skipFault() {
      const link = document.activeElement;
      if (!link.matches("a[href^='#']")) return `the first stop is no skip link: ${name(link)}`;
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!target || !target.matches("main")) return `the skip link does not lead to the main content: ${name(link)}`;
      return "";
    },

    // Whether the stop after following the skip link lies in the main content or behind it.
    skipped() {
      const main = document.querySelector("main");
      const element = document.activeElement;
      const behind = main.compareDocumentPosition(element) & (Node.DOCUMENT_POSITION_CONTAINED_BY | Node.DOCUMENT_POSITION_FOLLOWING);
      return element === document.body || element === main || Boolean(behind);
    },

    // Every stop focused in turn, for modes in which the keyboard does not walk again.
    unmarked() {
      const found = [];
      for (const element of visited) {
        element.focus();
        const fault = element.checkVisibility() && unmarked(element);
        if (fault) found.push(`${fault}: ${name(element)}`);
      }
      document.activeElement.blur();
      return found;
    },

    // Marks all but the first of the texts that look alike: in alike elements with alike colours, size and ground.
    alike() {
      const looks = new Map();
      const kinds = new Map();
      const kind = (element) => {
        if (!element) return 0;
        if (!looks.has(element)) {
          const { color, backgroundColor, backgroundImage, fontSize, fontWeight, opacity, position } = getComputedStyle(element);
          const style = [color, backgroundColor, backgroundImage, fontSize, fontWeight, opacity, position].join();
          const look = [kind(element.parentElement), element.localName, element.className, element.style.cssText, style].join("|");
          if (!kinds.has(look)) kinds.set(look, kinds.size + 1);
          looks.set(element, kinds.get(look));
        }
        return looks.get(element);
      };
      const seen = new Set();
      for (const element of document.body.querySelectorAll("*")) {
        const seeable = written(element) && element.checkVisibility();
        element.toggleAttribute("data-alike", seeable && seen.has(kind(element)));
        if (seeable) seen.add(kind(element));
      }
    },

    // Text too much like what is behind it. In forced colours nobody else looks: axe-core reads the colours that the page
    // asked for there, not those that are forced.
    faint() {
      const texts = [...document.body.querySelectorAll("*")].filter(
        (element) => element.checkVisibility() && written(element),
      );
      return texts
        .filter((element) => contrast(getComputedStyle(element).color, behind(element)) < 4.5)
        .map((element) => `text below 4.5:1: ${name(element)}`);
    },

    // Colours of the page by name that are too much alike, whether or not this page has such a text. NAME-bg is a ground for
    // NAME and for ink; what was added and removed must be told apart from further away.
    palette() {
      const colours = Object.fromEntries(
        [...document.documentElement.computedStyleMap()]
          .map(([key, [value]]) => [key, `${value}`.trim()])
          .filter(([key, value]) => key.startsWith("--") && CSS.supports("color", value)),
      );
      const found = [];
      const hold = (text, ground, least) => {
        if (text in colours && ground in colours && contrast(colours[text], colours[ground]) < least)
          found.push(`${text} on ${ground} is below ${least}:1`);
      };
      for (const key of Object.keys(colours)) {
        if (["--paper", "--card", "--line"].includes(key)) continue;
        if (key.endsWith("-bg")) {
          const marks = ["--come-bg", "--gone-bg"].includes(key);
          hold(key.slice(0, -3), key, marks ? 7 : 4.5);
          hold("--ink", key, 4.5);
        } else {
          hold(key, "--paper", 4.5);
          hold(key, "--card", 4.5);
        }
      }
      return found;
    },

    sideways() {
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return null;
      const wide = [...document.body.querySelectorAll("*")].find((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
      return `${root.scrollWidth} > ${root.clientWidth}: ${name(wide ?? root)}`;
    },
  };
})();
