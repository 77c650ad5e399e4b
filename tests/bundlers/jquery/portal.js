$("ziping-form").on("input", ({ detail }) => {
  $("output").text(`${detail.total ?? "–"} / ${detail.maximum}`);
});

$("form").validate({
  submitHandler(form) {
    if (!form.reportValidity()) return;
    $.post("submit", $(form).serialize(), (text) => $("#received").text(text), "text");
  },
});
