package io.gridwright.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gridwright.api.access.Open;
import io.gridwright.api.access.Requires;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses API =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.gridwright.api");

  @Test
  void itsPackagesFormNoCircle() {
    slices().matching("io.gridwright.api.(*)..").should().beFreeOfCycles().check(API);
  }

  @Test
  void itSeesNothingOfWhatWorkersDo() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.gridwright.activities..", "io.gridwright.scheduler..", "io.gridwright.proxmox..")
        .check(API);
  }

  @Test
  void everyResourceIsServedAndDocumented() {
    List<Class<?>> resources =
        API.stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .<Class<?>>map(type -> type.reflect())
            .toList();

    assertThat(ApiResources.CLASSES).containsExactlyInAnyOrderElementsOf(resources);
  }

  @Test
  void everyResourceMethodSaysWhoMayCallItAndWhatItDoes() {
    List<Method> methods =
        ApiResources.CLASSES.stream()
            .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
            .filter(ArchitectureTest::answersHttp)
            .toList();

    assertThat(methods)
        .isNotEmpty()
        .allMatch(
            method ->
                method.isAnnotationPresent(Open.class)
                    != method.isAnnotationPresent(Requires.class))
        .allMatch(method -> method.isAnnotationPresent(Operation.class));
  }

  private static boolean answersHttp(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(one -> one.annotationType().isAnnotationPresent(HttpMethod.class));
  }
}
