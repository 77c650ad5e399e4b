import { useState } from "react";
import type { ZipingScore } from "ziping";
import { Ziping } from "ziping/react";

export function Portal() {
  const [score, setScore] = useState<ZipingScore | null>(null);
  return (
    <form method="post" action="submit">
      <label htmlFor="assessment">体育工作自评</label>
      <Ziping
        id="assessment"
        name="assessment"
        rubric="school-pe.json"
        page="ziping.html"
        entries="total grade"
        lang="zh-CN"
        onInput={(event) => setScore(event.detail)}
      />
      <output htmlFor="assessment">{score?.total && `${score.total} / ${score.maximum}`}</output>
      <button>提交</button>
    </form>
  );
}
