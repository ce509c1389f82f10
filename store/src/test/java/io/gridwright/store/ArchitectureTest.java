package io.gridwright.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses STORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.gridwright.store");

  @Test
  void hasNoCircleOfDomains() {
    slices().matching("io.gridwright.store.(*)..").should().beFreeOfCycles().check(STORE);
  }

  @Test
  void readsEachRepositoryOnce() {
    var repositories =
        STORE.stream()
            .filter(type -> type.isInterface() && type.getSimpleName().endsWith("Repository"))
            .map(type -> type.reflect().getName())
            .toList();
    assertThat(Repositories.ALL)
        .extracting(Class::getName)
        .containsExactlyInAnyOrderElementsOf(repositories);
  }

  @Test
  void usesOfOursOnlyTheDomain() {
    classes()
        .that()
        .resideInAPackage("io.gridwright.store..")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(
            "io.gridwright.scheduler..",
            "io.gridwright.proxmox..",
            "io.gridwright.emulator..",
            "io.gridwright.workflows..",
            "io.gridwright.activities..",
            "io.gridwright.engine..",
            "io.gridwright.api..")
        .check(STORE);
  }
}
