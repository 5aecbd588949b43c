package no.rapportmottak.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.rapportmottak.receipt.Receipts;
import no.rapportmottak.report.Document;
import no.rapportmottak.report.Opened;
import no.rapportmottak.report.Reports;
import no.rapportmottak.report.Unreadable;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.ReceiptFile;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.validation.Check;
import no.rapportmottak.validation.Examination;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What one thread needs for each step of one report, warm (JMH); writes {@code target/benchmark-steps.json}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class Steps {

    /** Numbers of the corpus: a grant report and a plan, each as XML and as JSON. */
    @Param({"0", "1", "2", "3"})
    public int report;

    private Reports reports;
    private Check check;
    private Submission submission;
    private Document document;
    private Decision decision;
    private final Receipts receipts = new Receipts(sender -> "nb");
    private int receiptNumber;

    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                .include(Steps.class.getName())
                .resultFormat(ResultFormatType.JSON)
                .result("target/benchmark-steps.json")
                .build()).run();
    }

    @Setup
    public void read() throws IOException, Unreadable {
        Checks checks = Checks.by(Checks.SCHEMAS);
        reports = checks.reports();
        check = checks.check();
        submission = Checks.submission(report);
        document = reports.read(reports.identify(submission.original()));
        decision = new Decision(submission, check.conclude(rules()).verdict(), submission.received(), null, 0, null, null);
    }

    /** Reading the file, and what it is. */
    @Benchmark
    public Opened identify() throws IOException, Unreadable {
        return reports.identify(submission.original());
    }

    /** All of it, from the file on, and its schema: by the parameter of XML or of JSON. */
    @Benchmark
    public Document identifyParseAndCheckSchema() throws IOException, Unreadable {
        return reports.read(reports.identify(submission.original()));
    }

    @Benchmark
    public String canonicalForm() {
        return document.canonical().toString();
    }

    /** The whole check with its rules; what it takes beyond reading is theirs. */
    @Benchmark
    public Examination rules() throws IOException {
        return check.applyRules(check.checkSchema(check.parse(check.identify(submission))));
    }

    /** In all three formats; another one each time, since the one before is remembered. */
    @Benchmark
    public List<ReceiptFile> receipt() {
        return receipts.result(decision, ++receiptNumber);
    }
}
