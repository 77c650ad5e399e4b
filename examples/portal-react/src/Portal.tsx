import { useState, type SubmitEvent } from "react";
import type { ZipingScore } from "ziping";
import { Ziping } from "ziping/react";
import rubric from "ziping/rubrics/school-pe.json?url";

type Outcome = { state: "filling" | "sending" } | { state: "failed"; why: string } | { state: "received"; body: URLSearchParams };

function standing(score: ZipingScore | null) {
  if (!score?.total) return "尚未评分";
  if (score.standing !== "final") return `暂计 ${score.total} / ${score.maximum}，已评 ${score.answered} / ${score.criteria} 项`;
  return `合计 ${score.total} / ${score.maximum}${score.gradeLabel ? `，等级 ${score.gradeLabel}` : ""}`;
}

// The same function at each drawing, so that React calls it once for each receipt and not while somebody types elsewhere.
const focus = (section: HTMLElement | null) => section?.focus();

export function Portal() {
  const [score, setScore] = useState<ZipingScore | null>(null);
  const [outcome, setOutcome] = useState<Outcome>({ state: "filling" });

  // Not an action of React's: it resets the form when it is done, and what was filled in has to outlast a failure. The browser has checked
  // the form before it says `submit`, the element as well as the field.
  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (outcome.state === "sending") return;
    const entries = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    setOutcome({ state: "sending" });
    try {
      const answer = await fetch("submit", { method: "POST", body: new URLSearchParams(entries) });
      if (!answer.ok) throw new Error(`服务器答复 ${answer.status}`);
      setOutcome({ state: "received", body: new URLSearchParams(await answer.text()) });
    } catch (error) {
      setOutcome({ state: "failed", why: error instanceof TypeError ? "连不上服务器" : (error as Error).message });
    }
  }

  return (
    <main>
      <h1>教育局门户 · 年度自评上报</h1>
      <form onSubmit={submit}>
        <label htmlFor="school">学校名称</label>
        <input id="school" name="school" autoComplete="organization" required />

        <label htmlFor="assessment">体育工作自评</label>
        <Ziping
          id="assessment"
          name="assessment"
          rubric={rubric}
          entries="total grade"
          lang="zh-CN"
          required
          onReady={(event) => setScore(event.target.score())}
          onInput={(event) => setScore(event.detail)}
        />

        <footer>
          <output htmlFor="assessment">{standing(score)}</output>
          <button>{outcome.state === "sending" ? "正在提交……" : "提交"}</button>
        </footer>
      </form>

      {outcome.state === "failed" && <p role="alert">没有送达：{outcome.why}。填写的内容都还在，可以再次提交。</p>}
      {outcome.state === "received" && <Receipt body={outcome.body} />}
    </main>
  );
}

function Receipt({ body }: { body: URLSearchParams }) {
  return (
    <section aria-label="回执" tabIndex={-1} ref={focus}>
      <h2>已收到</h2>
      <dl>
        <dt>学校名称</dt>
        <dd>{body.get("school")}</dd>
        <dt>合计</dt>
        <dd>{body.get("assessment.total")}</dd>
        <dt>等级</dt>
        <dd>{body.get("assessment.grade")}</dd>
      </dl>
      <pre id="received">{body.get("assessment")}</pre>
    </section>
  );
}
