package no.rapportmottak.duty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The catalogue of 2023 with one grant scheme and its three recipients; its deadlines are the test's. */
final class ACatalogue {

    private ACatalogue() {}

    /** Writes it below a folder; returns the year's. */
    static Path in(Path folder) throws IOException {
        Path year = Files.createDirectory(folder.resolve("2023"));
        Files.writeString(year.resolve("appropriations.csv"), "chapter,post,name,appropriation,allotment,transferable,ceiling\n");
        Files.writeString(year.resolve("schemes.csv"), "id,chapter,post,name,administrator\n765-62-rus,765,62,Rus,\n");
        Files.writeString(year.resolve("recipients.csv"), """
                scheme,organisation,name,awarded
                765-62-rus,999263550,Solvik kommune,100
                765-62-rus,310000124,Fjordby kommune,
                765-62-rus,310000434,Nordavind,
                """);
        return year;
    }
}
