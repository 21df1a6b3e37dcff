"""Hands that never touch a mouse, and how they find every control of a page."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.surroundings import ready

SLOW = 60_000

MOST_STEPS = 150

_WHERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const isSeen = element => {
    const {boxShadow, outlineStyle, outlineWidth, outlineColor} = getComputedStyle(element);
    const outlined = outlineStyle !== "none" && outlineWidth !== "0px" && outlineColor !== "rgba(0, 0, 0, 0)";
    return boxShadow !== "none" || outlined;
  };
  const shown = [at, at.closest(".chips label")].filter(Boolean);
  const box = at.getBoundingClientRect();
  const covering = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, 20) / 2);
  return {
    what: at.outerHTML.slice(0, 160),
    ringed: shown.some(isSeen),
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    uncovered: shown.some(element => element.contains(covering)) || Boolean(covering?.contains(at)),
  };
}"""

# Everything in the main part that takes a key, named by its place; radios of one group are one.
_CONTROLS = """() => {
  const kinds = "input:not([type=hidden]), select, textarea, button, a[href], summary";
  const all = [...document.querySelectorAll(`main :is(${kinds})`)];
  const usable = all.filter(one => !one.disabled && one.checkVisibility({visibilityProperty: true}));
  usable.forEach((one, at) => {
    one.dataset.stop = one.type === "radio" ? `group ${one.name}` : `${at} ${one.outerHTML.slice(0, 90)}`;
  });
  return [...new Set(usable.map(one => one.dataset.stop))];
}"""
_NAMED = "() => document.activeElement?.dataset.stop"


@dataclass(frozen=True)
class Keyboard:
    """Hands that never touch a mouse; every step says where they are."""

    page: Page

    def press(self, key: str) -> None:
        """A key that goes somewhere: what has the focus is seen, in view, and covered by nothing."""
        self.page.keyboard.press(key)
        where: dict[str, Any] | None = self.page.evaluate(_WHERE)
        if where is None and key.endswith("Tab"):
            # Past the last control lies the browser itself; the next one is the first again.
            self.page.keyboard.press(key)
            where = self.page.evaluate(_WHERE)
        assert where, f"{key} led out of the page"
        assert where["ringed"], f"focus is not visible on {where['what']}"
        assert where["inView"], f"focus is out of sight on {where['what']}"
        assert where["uncovered"], f"focus is covered on {where['what']}"

    def go_to(self, target: Locator, *, key: str = "Tab") -> None:
        """Step by step to an element that is there."""
        target.wait_for()
        for _ in range(MOST_STEPS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.press(key)
        raise AssertionError(f"not reached in {MOST_STEPS} steps: {target}")

    def write(self, target: Locator, text: str) -> None:
        self.go_to(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        expect(target).to_have_value(text)

    def choose(self, radio: Locator) -> None:
        """To the group with Tab, and within it with the arrows."""
        name = radio.get_attribute("name")
        for _ in range(MOST_STEPS):
            if self.page.evaluate("name => document.activeElement.name === name", name):
                break
            self.press("Tab")
        self.page.keyboard.press("Space")
        self.go_to(radio, key="ArrowRight")
        expect(radio).to_be_checked()

    def tick(self, box: Locator) -> None:
        self.go_to(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def pick(self, select: Locator, label: str) -> None:
        """From a closed list, by typing what one looks for."""
        self.go_to(select)
        self.page.keyboard.type(label)
        expect(select.locator("option:checked")).to_have_text(label)

    def use(self, button: Locator, *, key: str = "Tab") -> None:
        self.go_to(button, key=key)
        self.page.keyboard.press("Enter")

    def is_somewhere(self) -> None:
        """After a form closed or a page came: the place was not lost."""
        assert self.page.evaluate(_WHERE), "the focus fell back to the page itself"

    def walks_past_everything(self) -> None:
        """From the start of the page on: every control in its main part gets the focus, a group of radios once."""
        self.page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
        expected = set(self.page.evaluate(_CONTROLS))
        seen: set[str] = set()
        for _ in range(MOST_STEPS):
            if expected <= seen:
                return
            self.press("Tab")
            if name := self.page.evaluate(_NAMED):
                seen.add(name)
        raise AssertionError(f"no keyboard comes to {sorted(expected - seen)} of {self.page.url}")


def open_door(hands: Keyboard, address: str, words: str) -> None:
    hands.page.goto(address)
    ready(hands.page)
    field = hands.page.get_by_label("Je zes woorden")
    field.wait_for(state="attached")
    if not field.is_visible():
        hands.use(hands.page.locator("nabij-door summary", has_text="zes woorden"))
    hands.write(field, words)
    hands.page.keyboard.press("Enter")
    expect(hands.page.locator("#vault-state")).to_contain_text("Kluis open", timeout=SLOW)
