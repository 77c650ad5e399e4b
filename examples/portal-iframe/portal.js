// The portal's half of the conversation with the one-file page in its frame. `frame.html` is that page with one line more in its
// head, which lists whom it answers: <meta name="ziping-origins" content="self">.
const frame = document.getElementById("frame");
const form = document.querySelector("form");
const open = document.getElementById("open");
const standing = document.getElementById("standing");
let score = null;

// Posted from a statement of its own: of a call that is returned Safari no longer knows, in a module, that the portal made it.
const ask = (message) => {
  frame.contentWindow.postMessage({ ziping: 1, ...message }, location.origin);
};

const answers = {
  // The frame has every rubric that ships; the portal says which it wants.
  async ready() {
    ask({ type: "load", rubric: await (await fetch("school-pe.json")).text() });
  },
  resize({ height }) {
    frame.style.height = `${height}px`;
  },
  score(now) {
    score = now;
    open.hidden = true;
    if (!now.total) standing.textContent = "尚未评分";
    else if (now.standing !== "final") standing.textContent = `暂计 ${now.total} / ${now.maximum}，已评 ${now.answered} / ${now.criteria} 项`;
    else standing.textContent = `合计 ${now.total} / ${now.maximum}，等级 ${now.gradeLabel}`;
  },
  value({ record }) {
    form.elements.assessment.value = JSON.stringify(record);
    form.submit();
  },
};

addEventListener("message", ({ origin, source, data }) => {
  if (origin === location.origin && source === frame.contentWindow && data?.ziping === 1) answers[data.type]?.(data);
});

// A frame is no control of the form: the portal itself sees to it that everything is answered, and sends what it is given.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (score && score.answered === score.criteria) return ask({ type: "value" });
  open.textContent = `还有 ${score ? score.criteria - score.answered : "若干"} 项未评分。`;
  open.hidden = false;
});
