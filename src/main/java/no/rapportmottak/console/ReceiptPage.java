package no.rapportmottak.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;

/** Is this receipt genuine? For files that are uploaded or pasted; nothing of them is kept. */
@Controller
class ReceiptPage {

    /** @param receipt and its signature as texts, every character as in the files */
    public record Pair(String receipt, String signature) {

        public Pair {
            receipt = receipt == null ? "" : receipt;
            signature = signature == null ? "" : signature;
        }
    }

    private final ReceiptDesk desk;

    ReceiptPage(ReceiptDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/receipt-check")
    String ask() {
        return "console/receipt-check";
    }

    @PostMapping(path = "/receipt-check", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String check(
            @RequestParam MultipartFile receiptFile,
            @RequestParam MultipartFile signatureFile,
            @RequestParam String receipt,
            @RequestParam String signature,
            Model model)
            throws IOException {
        byte[] jws = signatureFile.isEmpty() ? signature.strip().getBytes(US_ASCII) : signatureFile.getBytes();
        model.addAttribute("answer", receiptFile.isEmpty()
                ? desk.checkPasted(receipt, jws) : desk.check(receiptFile.getBytes(), jws));
        return "console/receipt-check";
    }

    @PostMapping(path = "/api/receipt-check", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ReceiptDesk.Answer check(@RequestBody Pair pair) throws IOException {
        return desk.check(pair.receipt().getBytes(UTF_8), pair.signature().getBytes(US_ASCII));
    }
}
