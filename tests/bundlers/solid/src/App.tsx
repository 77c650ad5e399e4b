import { createSignal, Show } from "solid-js";
import "ziping";
import type { ZipingScore } from "ziping";

export function App() {
  const [score, setScore] = createSignal<ZipingScore>();

  return (
    <form method="post" action="submit">
      <label for="assessment">体育工作自评</label>
      <ziping-form
        id="assessment"
        name="assessment"
        rubric="school-pe.json"
        entries="total grade"
        lang="zh-CN"
        on:input={(event) => setScore(event.detail)}
      />
      <output for="assessment">
        <Show when={score()?.total}>
          {score()?.total} / {score()?.maximum}
        </Show>
      </output>
      <button>提交</button>
    </form>
  );
}
