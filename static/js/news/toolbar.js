/**
 * The buttons above the text: one stop of the Tab key, arrow keys within, as the ARIA practices
 * describe a toolbar.
 */

import {
  lift, liftListItem, redo, setBlockType, toggleMark, undo, wrapIn, wrapInList,
} from "../../lib/prosemirror.js";
import { selectedPicture } from "./picture.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const APPLE = /Mac|iP(?:hone|ad)/.test(navigator.platform);

export class Toolbar {
  #view;
  #buttons;

  /** `ask` holds what opens the question for a `link` or a `picture`. */
  constructor(view, labelledBy, ask) {
    this.#view = view;
    this.element = document.createElement("div");
    this.element.className = "surface__tools";
    this.element.setAttribute("role", "toolbar");
    this.element.setAttribute("aria-labelledby", labelledBy);
    this.#buttons = tools(ask).map((tool) => this.#button(tool));
    this.element.append(...this.#buttons.map(({ element }) => element));
    this.element.addEventListener("keydown", (event) => this.#move(event));
    this.#makeStop(this.#buttons[0].element);
    this.update();
  }

  focus() {
    this.element.querySelector("[tabindex='0']").focus();
  }

  /** Show which tools are at work where the cursor is, and which have nothing to do there. */
  update() {
    const { state } = this.#view;
    for (const { element, tool } of this.#buttons) {
      if (tool.isActive) element.setAttribute("aria-pressed", String(tool.isActive(state)));
      // Not "disabled": whoever stands on a button must not be thrown off it.
      element.setAttribute("aria-disabled", String(!tool.run(state)));
    }
  }

  #button(tool) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = `tool tool--${tool.look ?? "plain"}`;
    element.textContent = tool.name;
    element.tabIndex = -1;
    if (tool.keys) {
      element.setAttribute("aria-keyshortcuts", tool.keys.replace("Mod", APPLE ? "Meta" : "Control"));
      element.title = `${tool.name} (${tool.keys.replace("Mod", APPLE ? "⌘" : "Ctrl")})`;
    }
    // A press of the mouse must leave the selection where it is.
    element.addEventListener("mousedown", (event) => event.preventDefault());
    element.addEventListener("click", (event) => this.#press(tool, event));
    element.addEventListener("focus", () => this.#makeStop(element));
    return { element, tool };
  }

  #press(tool, event) {
    tool.run(this.#view.state, this.#view.dispatch, this.#view);
    // By keyboard one stays among the buttons, to press another.
    if (event.detail && !tool.asks) this.#view.focus();
    this.update();
  }

  #makeStop(chosen) {
    for (const { element } of this.#buttons) element.tabIndex = element === chosen ? 0 : -1;
  }

  #move(event) {
    const all = this.#buttons.map(({ element }) => element);
    const at = all.indexOf(document.activeElement);
    const to = {
      ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1,
    }[event.key];
    if (event.key === "Escape") this.#view.focus();
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length].focus();
  }
}

function tools(ask) {
  return [
    { name: "Bold", look: "bold", keys: "Mod+B", ...mark(marks.strong) },
    { name: "Italic", look: "italic", keys: "Mod+I", ...mark(marks.em) },
    {
      name: "Link", keys: "Mod+K", asks: true, isActive: (state) => hasMark(state, marks.link),
      run: (state, dispatch) => {
        if (state.selection.$from.parent.type.spec.code) return false;
        return dispatch ? ask.link() : true;
      },
    },
    {
      name: "Picture", asks: true, isActive: (state) => Boolean(selectedPicture(state)),
      run: (_state, dispatch) => (dispatch ? ask.picture() : true),
    },
    { name: "Heading", keys: "Mod+Alt+2", ...heading(2) },
    { name: "Smaller heading", keys: "Mod+Alt+3", ...heading(3) },
    { name: "List", ...list(nodes.bullet_list) },
    { name: "Numbered list", ...list(nodes.ordered_list) },
    { name: "Quotation", ...quotation() },
    { name: "Undo", keys: "Mod+Z", run: undo },
    { name: "Redo", keys: "Mod+Y", run: redo },
  ];
}

function mark(type) {
  return { run: toggleMark(type), isActive: (state) => hasMark(state, type) };
}

export function hasMark({ selection, storedMarks, doc }, type) {
  const { empty, $from, from, to } = selection;
  if (empty) return Boolean(type.isInSet(storedMarks ?? $from.marks()));
  return doc.rangeHasMark(from, to, type);
}

function heading(level) {
  const isActive = ({ selection: { $from } }) => (
    $from.parent.type === nodes.heading && $from.parent.attrs.level === level);
  return {
    isActive,
    run: (state, dispatch) => (isActive(state)
      ? setBlockType(nodes.paragraph)(state, dispatch)
      : setBlockType(nodes.heading, { level })(state, dispatch)),
  };
}

function around({ selection: { $from } }, ...types) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (types.includes($from.node(depth).type)) return { node: $from.node(depth), at: $from.before(depth) };
  }
  return null;
}

function list(type) {
  const isActive = (state) => around(state, nodes.bullet_list, nodes.ordered_list)?.node.type === type;
  return {
    isActive,
    run(state, dispatch) {
      const present = around(state, nodes.bullet_list, nodes.ordered_list);
      if (present?.node.type === type) return liftListItem(nodes.list_item)(state, dispatch);
      if (!present) return wrapInList(type)(state, dispatch);
      dispatch?.(state.tr.setNodeMarkup(present.at, type, { tight: present.node.attrs.tight }));
      return true;
    },
  };
}

function quotation() {
  const isActive = (state) => Boolean(around(state, nodes.blockquote));
  return {
    isActive,
    run: (state, dispatch) => (isActive(state) ? lift : wrapIn(nodes.blockquote))(state, dispatch),
  };
}
