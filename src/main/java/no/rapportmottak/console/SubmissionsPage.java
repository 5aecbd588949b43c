package no.rapportmottak.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import no.rapportmottak.report.ReportType;
import no.rapportmottak.report.ReportTypes;
import no.rapportmottak.submission.Outcome;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Finds submissions. */
@Controller
class SubmissionsPage {

    private final SubmissionList submissions;
    private final List<String> types;

    SubmissionsPage(SubmissionList submissions, ReportTypes types) {
        this.submissions = submissions;
        this.types = types.all().stream().map(ReportType::name).distinct().sorted().toList();
    }

    @GetMapping("/submissions")
    String search(SearchForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("types", types);
        model.addAttribute("outcomes", Outcome.values());
        try {
            SubmissionList.Page page = submissions.page(form);
            model.addAttribute("page", page);
            model.addAttribute("next", page.next() == null ? null : "/submissions?before=" + page.next() + "&" + form.query());
            model.addAttribute("export", "/submissions.csv?" + form.query());
        } catch (SearchForm.Misread e) {
            model.addAttribute("misread", e.field());
        }
        return "console/submissions";
    }

    @GetMapping({"/submissions.csv", "/api/submissions.csv"})
    void export(SearchForm form, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"innsendinger.csv\"");
        submissions.export(form, response.getWriter());
    }
}
