import { readAnswer } from "../../../rehearsal/users/http-answer";

const read = (text: string, isOver = false) => readAnswer(Buffer.from(text), isOver);

test.each([
  ["by its length", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nA\nB\nleft over", false],
  ["by its last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n2\r\n\nB\r\n0\r\n\r\n", false],
  ["with its connection", "HTTP/1.0 200 OK\r\n\r\nA\nB", true],
])("an answer that ends %s is whole, and its first line is the page", (_, text, isOver) => {
  expect(read(text, isOver)).toEqual({ kind: "whole", status: 200, page: "A" });
});

test.each([
  ["no whole head", "HTTP/1.1 200 OK\r\nContent-"],
  ["a part of its length", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nA\n"],
  ["some of its chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n2\r\n\n"],
])("of an answer with %s more is awaited, and nothing is served if the connection ends", (_, text) => {
  expect(read(text)).toEqual({ kind: "partial" });
  expect(read(text, true)).toEqual({ kind: "nonsense" });
});

test("a page without length or chunks goes on until the connection ends", () => {
  expect(read("HTTP/1.0 200 OK\r\n\r\nA")).toEqual({ kind: "partial" });
});

test("what is not HTTP is nonsense", () => {
  expect(read("SSH-2.0-OpenSSH_9.6\r\n\r\n")).toEqual({ kind: "nonsense" });
});
