package io.gridwright.workflows.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What this module's code holds, read from its classes. */
public final class Workflows {
  public static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.gridwright.workflows");

  /** Every class that carries out a workflow. */
  public static List<Class<?>> implementations() {
    return CODE.stream()
        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
        .filter(type -> type.getAllRawInterfaces().stream().anyMatch(Workflows::isWorkflow))
        .<Class<?>>map(JavaClass::reflect)
        .toList();
  }

  /** Names of the types of workflows. */
  public static Set<String> types() {
    return CODE.stream()
        .filter(Workflows::isWorkflow)
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.isAnnotatedWith(WorkflowMethod.class))
        .map(method -> method.getAnnotationOfType(WorkflowMethod.class).name())
        .collect(Collectors.toSet());
  }

  private static boolean isWorkflow(JavaClass type) {
    return type.isAnnotatedWith(WorkflowInterface.class);
  }

  private Workflows() {}
}
