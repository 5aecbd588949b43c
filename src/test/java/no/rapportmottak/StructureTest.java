package no.rapportmottak;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who knows whom: arrows point down, never sideways or up. */
class StructureTest {

    private static final String HUB = "no.rapportmottak";
    private static final JavaClasses HUB_CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(HUB);

    /** From the bottom; each layer may call what lies below it, and nothing beside it. */
    private static final List<List<String>> LAYERS = List.of(
            List.of("submission"),
            List.of("ledger", "report", "registry"),
            List.of("reception", "validation", "receipt", "archive", "delivery", "duty", "trust"),
            List.of("watch"),
            List.of("operations"),
            List.of("console"));

    @Test
    void placesEveryPackageInALayer() {
        List<String> packages = HUB_CLASSES.getPackage(HUB).getSubpackages().stream()
                .map(JavaPackage::getRelativeName)
                .toList();

        assertThat(packages).hasSameElementsAs(LAYERS.stream().flatMap(List::stream).toList());
    }

    static Stream<String> packages() {
        return LAYERS.stream().flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void callsOnlyWhatLiesBelow(String name) {
        String[] allowed = Stream.concat(Stream.of(name), below(name)).map(StructureTest::inHub).toArray(String[]::new);

        classes().that().resideInAPackage(inHub(name))
                .should().onlyDependOnClassesThat(
                        resideInAnyPackage(allowed).or(resideOutsideOfPackage(HUB + "..")))
                .check(HUB_CLASSES);
    }

    private static Stream<String> below(String name) {
        return LAYERS.stream().takeWhile(layer -> !layer.contains(name)).flatMap(List::stream);
    }

    private static String inHub(String name) {
        return HUB + "." + name + "..";
    }

    @Test
    void hasNoCycles() {
        slices().matching(HUB + ".(*)..").should().beFreeOfCycles().check(HUB_CLASSES);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void staysFlat(String name) {
        assertThat(HUB_CLASSES.getPackage(HUB + "." + name).getSubpackages()).isEmpty();
    }

    @Test
    void knowsInTheSharedWordsTheJdkAlone() {
        classes().that().resideInAPackage(inHub("submission"))
                .should().onlyDependOnClassesThat(resideInAnyPackage("java..", HUB + ".submission"))
                .check(HUB_CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "report", "validation", "receipt", "archive", "duty"})
    void keepsStepsFreeOfCamel(String name) {
        noClasses().that().resideInAPackage(inHub(name))
                .should().dependOnClassesThat(resideInAPackage("org.apache.camel.."))
                .check(HUB_CLASSES);
    }

    @Test
    void namesNothingAfterItsShape() {
        noClasses().should().haveNameMatching("(?i).*\\.(util|utils|common|helper|helpers|manager|impl|service)\\..*")
                .orShould().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Service)(\\$.*)?")
                .check(HUB_CLASSES);
    }

    @Test
    void saysOfEveryPackageWhatItOwns() {
        Map<String, Boolean> described = HUB_CLASSES.getPackage(HUB).getSubpackages().stream()
                .collect(Collectors.toMap(JavaPackage::getRelativeName, StructureTest::isDescribed));

        assertThat(described).doesNotContainValue(false);
    }

    private static boolean isDescribed(JavaPackage found) {
        return Files.exists(
                Path.of("src/main/java", found.getName().replace('.', '/'), "package-info.java"));
    }
}
