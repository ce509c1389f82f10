package io.gridwright.store.configuration;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.power.Exposure;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Refusal;
import io.gridwright.store.operation.OperationPayload;
import io.gridwright.store.operation.PowerRepository;
import io.gridwright.store.operation.PowerRepository.Powered;
import io.gridwright.store.operation.PowerWish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Judges a wish to switch components against what they are. */
final class PowerJudge {
  private final List<Powered> components;
  private final Exposure exposure;
  private final PowerAction action;

  private PowerJudge(List<Powered> components, Exposure exposure, PowerAction action) {
    this.components = components;
    this.exposure = exposure;
    this.action = action;
  }

  private boolean isTakenBy(Powered component) {
    return action.isTakenBy(component.state(), exposure.isExposed(component.name()));
  }

  /** What the operation is to do, inside a transaction that has locked the configuration. */
  static OperationPayload judged(Handle handle, ConfigurationRow row, PowerOrder order) {
    List<Powered> components = handle.attach(PowerRepository.class).components(row.id());
    PowerJudge judge = new PowerJudge(components, new Exposure(row.document()), order.action());
    List<String> names = order.components().map(judge::named).orElseGet(judge::all);
    return new PowerWish(order.action(), names).payload();
  }

  private List<String> all() {
    List<String> takers = components.stream().filter(this::isTakenBy).map(Powered::name).toList();
    if (takers.isEmpty()) {
      throw Refusal.of(
          "conflict",
          "No component takes %s now: %s."
              .formatted(
                  action,
                  components.stream()
                      .map(component -> component.name() + " is " + component.state())
                      .collect(joining(", "))));
    }
    return takers;
  }

  private List<String> named(List<String> names) {
    Map<String, Powered> byName =
        components.stream().collect(toMap(Powered::name, Function.identity()));
    requireSound(names, byName);
    List<FieldError> wrong = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Powered component = byName.get(names.get(i));
      if (!isTakenBy(component)) {
        wrong.add(new FieldError(field(i), unfit(component)));
      }
    }
    if (!wrong.isEmpty()) {
      String detail = wrong.stream().map(FieldError::message).collect(joining("; ", "", "."));
      throw new Refusal(Problem.of("conflict", detail).withErrors(wrong));
    }
    return names;
  }

  private static void requireSound(List<String> names, Map<String, Powered> byName) {
    List<FieldError> wrong = new ArrayList<>();
    if (names.isEmpty()) {
      wrong.add(new FieldError("/components", "is empty; name some, or leave it out for all"));
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!byName.containsKey(names.get(i))) {
        wrong.add(
            new FieldError(
                field(i),
                "is no component of it; there are " + String.join(", ", sorted(byName.keySet()))));
      } else if (!seen.add(names.get(i))) {
        wrong.add(new FieldError(field(i), "is named twice; name it once"));
      }
    }
    if (!wrong.isEmpty()) {
      throw new Refusal(
          Problem.of("validation", "The components are not named soundly.").withErrors(wrong));
    }
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  private String unfit(Powered component) {
    boolean exposed = exposure.isExposed(component.name());
    if (action == PowerAction.SUSPEND && !exposed && component.state() == ComponentState.RUNNING) {
      return "%s has no public address and is in no pool, so that there is nothing to withdraw; stop it instead"
          .formatted(component.name());
    }
    List<PowerAction> offered = PowerAction.offered(component.state(), exposed);
    return "%s is %s and takes no %s; %s"
        .formatted(
            component.name(),
            component.state(),
            action,
            offered.isEmpty() ? "wait until it runs, or delete it" : advice(offered));
  }

  private static String advice(List<PowerAction> offered) {
    return offered.stream()
        .map(other -> other.name().toLowerCase(Locale.ROOT))
        .collect(joining(" or ", "", " it instead"));
  }

  private static String field(int index) {
    return "/components/" + index;
  }
}
