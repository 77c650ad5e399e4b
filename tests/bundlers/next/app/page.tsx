import { Assessment } from "./assessment";

export default function Page() {
  return <Assessment />;
}
