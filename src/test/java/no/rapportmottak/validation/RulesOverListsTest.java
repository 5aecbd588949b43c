package no.rapportmottak.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import no.rapportmottak.submission.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code each} and {@code over} mean, shown on the plan for chapter 762. */
class RulesOverListsTest {

    @TempDir
    Path schemas;

    private SomeRules rules;

    @BeforeEach
    void onAPlan() throws Exception {
        rules = new SomeRules(schemas, "disposisjonsplan/v1/samples/valid/disposisjonsplan-762-2023.json");
    }

    @Test
    void looksAtTheElementsOfListsWithinLists() throws Exception {
        rules.own("""
                - code: DSP-001
                  severity: FEIL
                  each: /poster/*/tiltak/*/deltiltak
                  valid: "false"
                  path: navn
                  values: {post: "within[0].post", tiltak: "within[1].navn", del: "it.navn", nr: "string(i)", antall: "string(size(within))"}
                  text: {nb: "{post}/{tiltak}/{del}/{nr}/{antall}"}
                """);

        assertThat(rules.offline().findings()).extracting(Finding::path, Finding::message).containsExactly(
                tuple("/poster/0/tiltak/1/deltiltak/0/navn",
                        "21/Diabetesarbeid/Ny tilskuddsordning for oppfølging av diabetesplanen/0/2"),
                tuple("/poster/0/tiltak/3/deltiltak/0/navn",
                        "21/Habilitering og rehabilitering/Disponeringen klareres med departementet/0/2"),
                tuple("/poster/5/tiltak/1/deltiltak/0/navn",
                        "73/Ordningene på posten slås sammen til én for statsbudsjettet 2024/Innretning og frist kommer fra departementet/0/2"));
    }

    @Test
    void looksAtSeveralLists() throws Exception {
        rules.own("""
                - code: DSP-001
                  severity: FEIL
                  each: [/poster, /tildelingsbrev/tillegg, /finnes/ikke]
                  when: "i == 0"
                  valid: "false"
                  text: {nb: feil}
                """);

        assertThat(rules.offline().findings()).extracting(Finding::path)
                .containsExactly("/poster/0", "/tildelingsbrev/tillegg/0");
    }

    @Test
    void looksAtAListThatIsNotInTheDocument() throws Exception {
        rules.own("""
                - code: DSP-001
                  severity: FEIL
                  over: "['21', '99'].filter(post, post != '98')"
                  valid: "r.poster.exists(p, p.post == it)"
                  path: /poster
                  values: {post: "it", nr: "string(i)"}
                  text: {nb: "{nr}: {post}"}
                """);

        assertThat(rules.offline().findings()).extracting(Finding::path, Finding::message)
                .containsExactly(tuple("/poster", "1: 99"));
    }

    @Test
    void looksAtSuchAListForEachElement() throws Exception {
        rules.own("""
                - code: DSP-001
                  severity: FEIL
                  each: /poster
                  over: "it.post == '70' ? ['a', 'b'] : []"
                  valid: "false"
                  path: tiltak
                  values: {post: "within[0].post", hva: "it"}
                  text: {nb: "{post}{hva}"}
                """);

        assertThat(rules.offline().findings()).extracting(Finding::path, Finding::message)
                .containsExactly(tuple("/poster/4/tiltak", "70a"), tuple("/poster/4/tiltak", "70b"));
    }

    @Test
    void pointsFromTheRootWhereThePathBeginsWithASlash() throws Exception {
        rules.own("- {code: DSP-001, severity: FEIL, each: /poster, when: 'i == 2', valid: 'false', path: /summer, text: {nb: feil}}");

        assertThat(rules.offline().findings()).extracting(Finding::path).containsExactly("/summer");
    }

    @Test
    void pointsWhereTheElementSays() throws Exception {
        rules.own("""
                - code: DSP-001
                  severity: FEIL
                  each: /poster
                  over: "it.post == '60' ? [{'sti': 'navn'}, {'sti': '/summer'}, {'sti': ''}] : []"
                  valid: "false"
                  at: "it.sti"
                  text: {nb: feil}
                """);

        assertThat(rules.offline().findings()).extracting(Finding::path).containsExactlyInAnyOrder("/poster/1", "/poster/1/navn", "/summer");
    }

    @Test
    void looksAtAListThatSeveralRulesShare() throws Exception {
        rules.wholeFile("""
                version: "1"
                facts: {budsjettaar: /budsjettaar}
                businessKey: [budsjettaar]
                lists: {poster: "parts(r, '/poster')"}
                rules:
                  - {code: DSP-001, severity: FEIL, over: poster, when: "it.value.post == '21'", valid: "false", at: "it.pointer", text: {nb: feil}}
                  - {code: DSP-002, severity: FEIL, over: poster, when: "it.value.post == '60'", valid: "false", at: "it.pointer", text: {nb: feil}}
                """);

        assertThat(rules.offline().findings()).extracting(Finding::code, Finding::path)
                .containsExactly(tuple("DSP-001", "/poster/0"), tuple("DSP-002", "/poster/1"));
    }

    @Test
    void findsPartsWithWhatIsAroundThem() throws Exception {
        rules.own("""
                - code: DSP-001
                  severity: FEIL
                  over: "parts(r, '/poster/*/tiltak/*/deltiltak').filter(d, d.within[0].post == '73')"
                  valid: "false"
                  at: "it.pointer"
                  values: {navn: "it.value.navn", tiltak: "it.within[1].navn"}
                  text: {nb: "{tiltak}: {navn}"}
                """);

        assertThat(rules.offline().findings()).extracting(Finding::path, Finding::message).containsExactly(tuple(
                "/poster/5/tiltak/1/deltiltak/0",
                "Ordningene på posten slås sammen til én for statsbudsjettet 2024: Innretning og frist kommer fra departementet"));
    }

    @Test
    void refusesARuleWithTwoPaths() throws Exception {
        rules.own("- {code: DSP-001, severity: FEIL, valid: 'false', path: /summer, at: \"'/summer'\", text: {nb: feil}}");

        assertThatThrownBy(() -> rules.book()).hasMessageContaining("rule DSP-001").hasMessageContaining("path or at");
    }

    @Test
    void refusesAnOverThatIsNoList() throws Exception {
        rules.own("- {code: DSP-001, severity: FEIL, over: 'year', valid: 'false', text: {nb: feil}}");

        assertThatThrownBy(() -> rules.book()).hasMessageContaining("rule DSP-001").hasMessageContaining("list");
    }

    @Test
    void knowsNoElementOutsideAList() throws Exception {
        rules.own("- {code: DSP-001, severity: FEIL, over: 'it.tiltak', valid: 'false', text: {nb: feil}}");

        assertThatThrownBy(() -> rules.book()).hasMessageContaining("rule DSP-001").hasMessageContaining("'it'");
    }
}
