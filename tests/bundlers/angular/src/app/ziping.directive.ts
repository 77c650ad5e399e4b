import { Directive, ElementRef, forwardRef, inject } from "@angular/core";
import { type ControlValueAccessor, NG_VALIDATORS, NG_VALUE_ACCESSOR, type ValidationErrors, type Validator } from "@angular/forms";
import type { ZipingForm, ZipingRecord } from "ziping";

/** Makes `<ziping-form>` a control of Angular's forms. The value of the control is the record as text, empty while nothing was entered. */
@Directive({
  selector: "ziping-form[formControlName], ziping-form[formControl], ziping-form[ngModel]",
  providers: [
    { provide: NG_VALUE_ACCESSOR, useExisting: forwardRef(() => ZipingControl), multi: true },
    { provide: NG_VALIDATORS, useExisting: forwardRef(() => ZipingControl), multi: true },
  ],
  host: {
    "(input)": "read()",
    "(change)": "read()",
    "(ready)": "read()",
    "(problem)": "read()",
    "(focusout)": "touched()",
  },
})
export class ZipingControl implements ControlValueAccessor, Validator {
  private readonly element: ZipingForm = inject(ElementRef).nativeElement;
  private record = "";
  private changed = (_record: string) => {};
  private validated = () => {};
  protected touched = () => {};

  // The form can also have a record without an event `input`: `ready` is sent when a draft was resumed.
  protected read() {
    const { value } = this.element;
    if (value === this.record) this.validated();
    else this.changed((this.record = value));
  }

  // An empty control leaves the element the record that the page or a draft gave it.
  writeValue(record: string | ZipingRecord | null) {
    if ((record ?? "") !== (this.element.value ?? "")) this.element.value = record;
    this.record = this.element.value ?? "";
  }

  setDisabledState(isDisabled: boolean) {
    this.element.disabled = isDisabled;
  }

  // On a server the element has no validity.
  validate(): ValidationErrors | null {
    const { readOnly, validity, validationMessage } = this.element;
    return readOnly || !validity || validity.valid ? null : { ziping: validationMessage };
  }

  registerOnChange(changed: (record: string) => void) {
    this.changed = changed;
  }

  registerOnTouched(touched: () => void) {
    this.touched = touched;
  }

  registerOnValidatorChange(validated: () => void) {
    this.validated = validated;
  }
}
