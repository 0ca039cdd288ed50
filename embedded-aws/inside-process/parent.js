// How this process talks to the embedded AWS that started it: questions with answers, and news, over Node's own channel.
const questions = new Map();
let asked = 0;
let received = 0;

process.on("message", (message) => {
  received += 1;
  if (message.kind !== "answer") return;
  questions.get(message.id)(message);
  questions.delete(message.id);
});

module.exports = {
  /** Messages that have come so far: the parent knows by it whether all that it sent has been seen. */
  received: () => received,
  /** Whether a question has no answer yet. */
  isWaiting: () => questions.size > 0,
  tell: (message) => void process.send(message, () => {}), // A parent that is gone needs no news.
  ask: (question) =>
    new Promise((resolve) => {
      asked += 1;
      questions.set(asked, resolve);
      process.send({ ...question, id: asked }, () => {});
    }),
};
