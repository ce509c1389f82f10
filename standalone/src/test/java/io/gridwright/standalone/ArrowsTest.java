package io.gridwright.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows of DESIGN section 2: who may use whom. Standalone sees all modules. */
class ArrowsTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.gridwright");

  /** Each module, and the modules of ours that it may use. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("domain", List.of()),
          Map.entry("proxmox", List.of()),
          Map.entry("emulator", List.of()),
          Map.entry("scheduler", List.of("domain")),
          Map.entry("store", List.of("domain")),
          Map.entry("workflows", List.of("domain")),
          Map.entry("engine", List.of("domain", "store", "workflows")),
          Map.entry("api", List.of("domain", "store", "workflows", "engine")),
          Map.entry(
              "activities",
              List.of("domain", "store", "workflows", "engine", "scheduler", "proxmox")),
          Map.entry(
              "worker",
              List.of(
                  "domain", "store", "workflows", "engine", "scheduler", "proxmox", "activities")),
          Map.entry(
              "standalone",
              List.of(
                  "domain",
                  "store",
                  "workflows",
                  "engine",
                  "scheduler",
                  "proxmox",
                  "activities",
                  "worker",
                  "api",
                  "emulator")));

  static Stream<String> modules() {
    return ARROWS.keySet().stream().sorted();
  }

  @Test
  void leadFromAndToEachModule() {
    var found =
        ALL.stream().map(type -> type.getPackageName().split("\\.")[2]).collect(Collectors.toSet());

    assertThat(found).isEqualTo(ARROWS.keySet());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void pointOneWay(String module) {
    var allowed =
        Stream.concat(Stream.of(module), ARROWS.get(module).stream())
            .map(ArrowsTest::packages)
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.gridwright..").and(not(resideInAnyPackage(allowed))))
        .check(ALL);
  }

  /** A module's own package is its kernel and where it is put together: it stands outside. */
  @ParameterizedTest
  @MethodSource("modules")
  void makeNoCircleOfPackages(String module) {
    slices()
        .matching("io.gridwright.(*).(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(ALL.that(resideInAPackage(packages(module))));
  }

  @Test
  void letTheDomainDoNoInputAndNoOutput() {
    classes()
        .that()
        .resideInAPackage(packages("domain"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.gridwright.domain..",
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.math..",
            "java.nio",
            "java.nio.charset")
        .check(ALL);
  }

  @Test
  void keepDatabasesOutOfWhereNobodyMayAskThem() {
    noClasses()
        .that()
        .resideInAnyPackage(
            Stream.of("domain", "scheduler", "proxmox", "emulator", "workflows", "activities")
                .map(ArrowsTest::packages)
                .toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..")
        .check(ALL);
  }

  private static String packages(String module) {
    return "io.gridwright." + module + "..";
  }
}
