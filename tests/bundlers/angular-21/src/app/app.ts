import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import { FormControl, FormGroup, ReactiveFormsModule } from "@angular/forms";
import type { ZipingScore } from "ziping";
import { ZipingControl } from "./ziping.directive";

@Component({
  selector: "app-root",
  imports: [ReactiveFormsModule, ZipingControl],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  templateUrl: "./app.html",
})
export class App {
  protected readonly form = new FormGroup({ assessment: new FormControl("") });
  protected readonly score = signal<ZipingScore | null>(null);
}
