package no.rapportmottak.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import no.rapportmottak.submission.ReceiptFile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** One submission: what happened to it, what was found in it, and what came of it. */
@Controller
class SubmissionPage {

    private final Dossier dossier;

    SubmissionPage(Dossier dossier) {
        this.dossier = dossier;
    }

    @GetMapping("/submissions/{reference}")
    String show(@PathVariable String reference, Model model) throws IOException {
        Dossier.Contents contents = dossier.open(reference).orElseThrow(SubmissionPage::notFound);
        model.addAttribute("it", contents);
        if (contents.purged() == null) {
            model.addAttribute("source", SourceView.of(dossier.original(reference).orElseThrow(), contents.findings()));
        }
        model.addAttribute("receipts", dossier.receipts(reference));
        return "console/submission";
    }

    @GetMapping({"/submissions/{reference}/original", "/api/submissions/{reference}/original"})
    ResponseEntity<byte[]> original(@PathVariable String reference) throws IOException {
        String name = kept(reference).hit().fileName();
        return download(name, dossier.original(reference).orElseThrow(SubmissionPage::notFound));
    }

    @GetMapping({"/submissions/{reference}/receipts/{number}", "/api/submissions/{reference}/receipts/{number}"})
    ResponseEntity<byte[]> receipt(@PathVariable String reference, @PathVariable int number) {
        ReceiptFile receipt = dossier.receipts(reference).stream().skip(Math.max(0, number - 1L)).findFirst()
                .orElseThrow(SubmissionPage::notFound);
        return download(receipt.name(), receipt.content());
    }

    @GetMapping({"/submissions/{reference}/package", "/api/submissions/{reference}/package"})
    ResponseEntity<byte[]> packed(@PathVariable String reference) throws IOException {
        kept(reference);
        return download(reference + ".zip", dossier.packed(reference).orElseThrow(SubmissionPage::notFound));
    }

    /** @throws ResponseStatusException when there is no such submission, or its content is deleted */
    private Dossier.Contents kept(String reference) {
        Dossier.Contents contents = dossier.open(reference).orElseThrow(SubmissionPage::notFound);
        if (contents.purged() != null) {
            throw new ResponseStatusException(HttpStatus.GONE);
        }
        return contents;
    }

    /** Never shown by the browser itself: what senders sent could be a page that runs something. */
    private static ResponseEntity<byte[]> download(String name, byte[] content) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString())
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .body(content);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
