import "ziping";
import type { ZipingRecord, ZipingRubric } from "ziping";

export function Review(props: { rubric: ZipingRubric; record: ZipingRecord | null }) {
  return <ziping-form lang="zh-CN" readOnly prop:rubric={props.rubric} prop:value={props.record} />;
}
