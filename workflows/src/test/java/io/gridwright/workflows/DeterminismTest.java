package io.gridwright.workflows;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.gridwright.workflows.testing.Workflows;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Workflow code is replayed: it may ask nobody but Temporal for the time, for chance, for another
 * thread or for the world outside.
 */
class DeterminismTest {
  private static final DescribedPredicate<JavaClass> OUTSIDE =
      resideInAnyPackage(
          "java.io..",
          "java.nio..",
          "java.net..",
          "java.sql..",
          "javax..",
          "java.util.concurrent..",
          "java.util.logging..");

  private static final ArchRule ASKS_NOBODY_OUTSIDE =
      noClasses().should().dependOnClassesThat(are(OUTSIDE));

  private static final ArchRule NEVER_CHANGES_BY_ITSELF =
      noClasses()
          .should()
          .dependOnClassesThat(
              are(
                  assignableTo(Clock.class)
                      .or(assignableTo(InstantSource.class))
                      .or(assignableTo(Random.class))
                      .or(assignableTo(RandomGenerator.class))
                      .or(assignableTo(Thread.class))
                      .or(assignableTo(ThreadLocal.class))));

  private static final ArchRule CALLS_NOTHING_THAT_DIFFERS_NEXT_TIME =
      noClasses()
          .should()
          .callMethodWhere(
              calls("now")
                  .and(target(owner(resideInAnyPackage("java.time.."))))
                  .or(calls("randomUUID").and(on(UUID.class)))
                  .or(calls("systemDefault").and(on(ZoneId.class)))
                  .or(calls("random").and(on(Math.class)))
                  .or(calls("getLogger").and(on(LoggerFactory.class)))
                  .or(
                      callsOneOf("currentTimeMillis|nanoTime|getenv|getProperty|identityHashCode")
                          .and(on(System.class)))
                  .or(callsOneOf("parallelStream|parallel")));

  @Test
  void asksNobodyOutside() {
    ASKS_NOBODY_OUTSIDE.check(Workflows.CODE);
  }

  @Test
  void holdsNothingThatChangesByItself() {
    NEVER_CHANGES_BY_ITSELF.check(Workflows.CODE);
  }

  @Test
  void callsNothingThatDiffersNextTime() {
    CALLS_NOTHING_THAT_DIFFERS_NEXT_TIME.check(Workflows.CODE);
  }

  @Test
  void seesThoseWhoBreakTheRules() {
    var sinner = new ClassFileImporter().importClasses(Sinner.class);

    assertThatThrownBy(() -> ASKS_NOBODY_OUTSIDE.check(sinner)).hasMessageContaining("File");
    assertThatThrownBy(() -> NEVER_CHANGES_BY_ITSELF.check(sinner)).hasMessageContaining("Random");
    assertThatThrownBy(() -> CALLS_NOTHING_THAT_DIFFERS_NEXT_TIME.check(sinner))
        .hasMessageContaining("Instant.now()")
        .hasMessageContaining("UUID.randomUUID()")
        .hasMessageContaining("System.nanoTime()");
  }

  private static DescribedPredicate<JavaCall<?>> calls(String method) {
    return target(name(method)).forSubtype();
  }

  private static DescribedPredicate<JavaCall<?>> callsOneOf(String methods) {
    return target(nameMatching(methods)).forSubtype();
  }

  private static DescribedPredicate<JavaCall<?>> on(Class<?> type) {
    return target(owner(assignableTo(type))).forSubtype();
  }

  /** Does everything that a workflow must not. */
  @SuppressWarnings("unused")
  private static final class Sinner {
    private final Random chance = new Random();

    String sins(java.io.File world) {
      return world.getName() + Instant.now() + UUID.randomUUID() + System.nanoTime();
    }
  }
}
