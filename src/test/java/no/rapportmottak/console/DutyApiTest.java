package no.rapportmottak.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import no.rapportmottak.duty.Duties;
import no.rapportmottak.duty.Duty;
import no.rapportmottak.duty.Overviews;
import no.rapportmottak.duty.SchemeTotal;
import no.rapportmottak.duty.Wanted;
import no.rapportmottak.submission.Reference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** What is asked and answered; who may ask is the affair of all of the API. */
class DutyApiTest {

    private static final Reference REFERENCE = Reference.mint(Instant.parse("2024-04-02T10:00:00Z"));

    private final Duties duties = mock(Duties.class);
    private final Overviews overviews = mock(Overviews.class);
    private final MockMvc http = MockMvcBuilders.standaloneSetup(new DutyApi(duties, overviews)).build();

    private MockHttpServletResponse ask(String path) throws Exception {
        return http.perform(get(path)).andReturn().getResponse();
    }

    private static Duty late() {
        return new Duty("tilskuddsrapport", 2023, "999263550", "Solvik kommune", "765-62-rus", "", List.of("A", "B"),
                LocalDate.of(2024, 4, 1), "", "", "", Duty.State.LATE, REFERENCE, Instant.parse("2024-04-02T10:00:00Z"));
    }

    @Test
    void listsTheDutiesThatAreAskedFor() throws Exception {
        when(duties.list(new Wanted("tilskuddsrapport", 2023, "765-62-rus", Duty.State.LATE))).thenReturn(List.of(late()));

        MockHttpServletResponse answer =
                ask("/api/duties?type=tilskuddsrapport&year=2023&scheme=765-62-rus&state=LATE");

        assertThat(answer.getContentType()).startsWith("application/json");
        JsonNode duty = new ObjectMapper().readTree(answer.getContentAsByteArray()).get(0);
        assertThat(duty.toString()).isEqualTo("""
                {"state":"LATE","type":"tilskuddsrapport","year":2023,"organisation":"999263550","name":"Solvik kommune",\
                "scheme":"765-62-rus","concerns":null,"deadline":"2024-04-01","asPrinted":null,"why":null,\
                "receivers":["A","B"],"reference":"%s","received":"2024-04-02T10:00:00Z","inTime":false}""".formatted(REFERENCE));
        assertThat(ask("/api/duties?state=SOON").getStatus()).isEqualTo(400);
    }

    @Test
    void writesTheOverviewAsATable() throws Exception {
        when(overviews.of(2023)).thenReturn(List.of(new SchemeTotal("765-62-rus", "765", "62", "Rus, lokalt", "Helsedirektoratet",
                4, 3, 900, 0, 600, 300, 2, 1, 0, 0)));

        MockHttpServletResponse answer = ask("/api/overview?year=2023&format=CSV");

        assertThat(answer.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("""
                scheme,chapter,post,name,administrator,expected,reported,awarded,carried,spent,unspent,high,middle,low,\
                unassessed,highShare,middleShare,lowShare
                765-62-rus,765,62,"Rus, lokalt",Helsedirektoratet,4,3,900,0,600,300,2,1,0,0,6667,3333,0
                """);
    }
}
