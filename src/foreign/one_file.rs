//! Puts a rubric and the content of a form into the text of the one-file page. The page is not parsed into a document: the build writes
//! it in the form that a browser serialises, so the places are found by their text.

const RUBRIC: &str = "<script type=\"application/json\" data-ziping=\"rubric\">";
const PROGRAM: &str = "<script type=\"application/gzip\" data-ziping=\"program\">";
/// The first view's templates, between the block of its style sheet and its script.
const VIEWS: &str = "</script><template lang=";
const VIEWS_END: &str = "</template><script>";
const FORM: &str = "<ziping-form>";
const FORM_END: &str = "</ziping-form>";

/// The parts of a one-file page around its rubrics and the content of its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneFile {
    /// The text up to the templates of the first view.
    before: String,
    /// The text from the script of the first view to the content of the form.
    between_views: String,
    /// The text from the end of the form to the rubrics.
    between: String,
    /// The text from the program on.
    after: String,
}

impl OneFile {
    /// Reads the text of a page; `None` if it is no complete one-file page, as when a server answers with a page of its own.
    pub fn of(page: &str) -> Option<Self> {
        let rubrics = page.find(RUBRIC)?;
        let program = rubrics + page[rubrics..].find(PROGRAM)?;
        let views = page[..rubrics].find(VIEWS)? + "</script>".len();
        let views_end = views + page[views..rubrics].find(VIEWS_END)? + "</template>".len();
        let form = views_end + page[views_end..rubrics].rfind(FORM)? + FORM.len();
        let form_end = form + page[form..rubrics].find(FORM_END)?;
        if !page.trim_end().ends_with("</html>") {
            return None;
        }
        Some(Self {
            before: page[..views].to_owned(),
            between_views: page[views_end..form].to_owned(),
            between: page[form_end..rubrics].to_owned(),
            after: page[program..].to_owned(),
        })
    }

    /// Returns the page with these templates of its first view, this content of its form and one rubric: texts that may be put into a page.
    pub fn with(&self, views: &str, form: &str, rubric: &str) -> String {
        let Self {
            before,
            between_views,
            between,
            after,
        } = self;
        format!("{before}{views}{between_views}{form}{between}{RUBRIC}{rubric}</script>\n{after}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><body><div><script type=\"text/css\"></script><template lang=\"en\">a</template>\
        <template lang=\"zh\">b</template><script>1</script></div><ziping-form></ziping-form>\n\
        <script type=\"application/json\" data-ziping=\"rubric\">{\"a\": 1}</script>\n\
        <script type=\"application/json\" data-ziping=\"rubric\">{\"b\": \"\\u003cziping-form>\"}</script>\n\
        <script type=\"application/gzip\" data-ziping=\"program\">UEs=</script>\n\
        <script type=\"module\">\"<ziping-form></ziping-form>\"</script>\n</body></html>";

    #[test]
    fn one_rubric_replaces_all_and_the_form_has_its_content() {
        assert_eq!(
            OneFile::of(PAGE)
                .unwrap()
                .with("<template lang=\"c\"></template>", "<script>1</script>", "{}"),
            "<html><body><div><script type=\"text/css\"></script><template lang=\"c\"></template><script>1</script></div>\
            <ziping-form><script>1</script></ziping-form>\n\
            <script type=\"application/json\" data-ziping=\"rubric\">{}</script>\n\
            <script type=\"application/gzip\" data-ziping=\"program\">UEs=</script>\n\
            <script type=\"module\">\"<ziping-form></ziping-form>\"</script>\n</body></html>"
        );
    }

    #[test]
    fn a_page_is_made_again_from_its_own_parts() {
        let views = "<template lang=\"c\"></template>";
        let one = OneFile::of(PAGE).unwrap().with(views, "", "{}");
        assert_eq!(OneFile::of(&one).unwrap().with(views, "", "{}"), one);
    }

    #[test]
    fn another_page_or_a_torn_one_is_refused() {
        let torn = &PAGE[..PAGE.len() - 20];
        let without_program = PAGE.replace("gzip", "zip");
        for page in ["", "<html><form>Sign in</form></html>", torn, &without_program] {
            assert_eq!(OneFile::of(page), None, "{page}");
        }
    }
}
