import assert from "node:assert/strict";
import test from "node:test";
import { calm, webAddress } from "../../../daemon/console/web_text";

test("marks that turn the direction of text are dropped", () => {
  assert.equal(calm("安全\u202Egnp.exe\u2066"), "安全gnp.exe");
  assert.equal(calm("a\u200Fb\u061Cc"), "abc");
});

test("control characters are dropped, line ends stay", () => {
  assert.equal(calm("一\u0000二\u001b[31m三\n四"), "一二[31m三\n四");
});

test("a tower of combining marks becomes a small one", () => {
  assert.equal(calm("e" + "\u0301".repeat(10_000) + "x"), "e\u0301\u0301\u0301x");
  assert.equal(calm("é ñ"), "é ñ");
});

test("markup stays text", () => {
  assert.equal(calm("<script>alert(1)</script>"), "<script>alert(1)</script>");
});

test("only addresses of the web become links", () => {
  assert.equal(webAddress("https://example.com/a?b=c"), "https://example.com/a?b=c");
  assert.equal(webAddress("http://example.com"), "http://example.com/");
  for (const url of ["javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
                     "file:///etc/passwd", "blob:https://example.com/1", "//example.com/", "/relative", "", "vbscript:x"]) {
    assert.equal(webAddress(url), undefined, url);
  }
  assert.equal(webAddress(undefined), undefined);
});
