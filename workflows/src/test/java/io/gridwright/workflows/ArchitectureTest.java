package io.gridwright.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import io.gridwright.workflows.testing.Workflows;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void hasNoCircleOfPackages() {
    slices().matching("io.gridwright.(**)").should().beFreeOfCycles().check(Workflows.CODE);
  }

  @Test
  void seesTheDomainAndTemporalOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.gridwright.workflows..",
            "io.gridwright.domain..",
            "io.temporal..",
            "java..",
            "org.slf4j")
        .check(Workflows.CODE);
  }
}
