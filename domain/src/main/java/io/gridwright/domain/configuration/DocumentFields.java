package io.gridwright.domain.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a whole draft, group by group. What it returns is sound only if nothing was reported. */
final class DocumentFields {
  private static final int MAXIMUM_COMPONENTS = 100;

  private final ValidationContext context;
  private final DraftConfiguration draft;
  private final ComponentIndex index;

  DocumentFields(ValidationContext context, DraftConfiguration draft) {
    this.context = context;
    this.draft = draft;
    this.index = new ComponentIndex(draft.components());
  }

  ConfigurationDocument read(FieldReport report) {
    String name = name(report.at("name"));
    PolicyFields policy = new PolicyFields(draft);
    WiringFields wiring = new WiringFields(index);
    return new ConfigurationDocument(
        name,
        policy.risk(report.at("risk")),
        components(report.at("components")),
        wiring.links(draft.links(), report.at("links")),
        wiring.firewall(draft.firewall(), report.at("firewall")),
        policy.dedicated(report.at("placement").at("dedicated")),
        latency(report.at("maximumLatencyMs")),
        policy.purpose(report.at("purpose")),
        draft.automation().flatMap(a -> a.replaceOnFailure()).orElse(true),
        ScheduleFields.metering(draft.metering(), report.at("metering")),
        ScheduleFields.monitoring(draft.monitoring(), report.at("monitoring").at("show")),
        MemoryFields.tiers(draft.tiers(), report.at("tiers")));
  }

  private String name(FieldReport report) {
    if (draft.name().isEmpty()) {
      report.fault("the configuration has no name; give it one, such as shop");
      return "";
    }
    HostNames.requireLabel(draft.name().get(), report);
    return draft.name().get();
  }

  private List<Component> components(FieldReport report) {
    int sent = draft.components().size();
    if (sent == 0) {
      report.fault("the configuration has no component; add at least one");
    } else if (sent > MAXIMUM_COMPONENTS) {
      report.fault(
          "%d components are too many; split them into configurations of at most %d"
              .formatted(sent, MAXIMUM_COMPONENTS));
      return List.of();
    }
    Set<String> names = new HashSet<>();
    Set<String> ids = new HashSet<>();
    List<Component> components = new ArrayList<>();
    for (int i = 0; i < sent; i++) {
      DraftComponent component = draft.components().get(i);
      FieldReport at = report.at(i);
      new ComponentFields(context, draft.tiers(), index, component)
          .read(at)
          .ifPresent(components::add);
      component.name().filter(n -> !names.add(n)).ifPresent(n -> twice(n, at.at("name")));
      component.id().filter(id -> !ids.add(id)).ifPresent(id -> twice(id, at.at("id")));
    }
    return components;
  }

  private static void twice(String word, FieldReport report) {
    report.fault(
        "\"%.80s\" stands on another component already; each needs its own".formatted(word));
  }

  private OptionalInt latency(FieldReport report) {
    return draft.maximumLatencyMs().isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Fields.count(draft.maximumLatencyMs(), 1, 60_000, 1, report));
  }
}
