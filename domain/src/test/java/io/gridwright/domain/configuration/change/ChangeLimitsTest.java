package io.gridwright.domain.configuration.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.AddressRequest;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.ExpectedBehaviour;
import io.gridwright.domain.configuration.RiskLevel;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.operation.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChangeLimitsTest {
  private static final ConfigurationDocument BEFORE =
      document(
          "shop",
          RiskProfile.LOW,
          part("web", ComponentKind.WEB, 1024, 20, 1, List.of()),
          part("own", ComponentKind.WEB, 1024, 20, 1, List.of(publicAddress())),
          part("db", ComponentKind.DATABASE, 1024, 20, 1, List.of()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web | memory | ",
        "web | disk   | ",
        "web | spread | /components/0/spreadOver",
        "web | name   | /components/0/name",
        "own | memory | /components/1",
        "db  | memory | ",
        "db  | odd    | /components/2",
        "db  | less   | /components/2",
        "db  | disk   | ",
        "db  | image  | /components/2",
      })
  void tellsTheFieldThatCannotBeChangedYet(String name, String what, String field) {
    ConfigurationDocument after =
        BEFORE.withComponents(
            BEFORE.components().stream()
                .map(c -> c.name().equals(name) ? changed(c, what) : c)
                .toList());

    assertThat(faults(after))
        .extracting(FieldError::field)
        .isEqualTo(field == null ? List.of() : List.of(field));
  }

  @ParameterizedTest
  @CsvSource({"shop, LOW, ''", "other, LOW, /name", "shop, HIGH, /risk"})
  void tellsWhatTheWholeConfigurationKeeps(String name, RiskLevel spam, String field) {
    ConfigurationDocument after =
        document(
            name,
            new RiskProfile(spam, RiskLevel.LOW, RiskLevel.LOW),
            BEFORE.components().toArray(Component[]::new));

    assertThat(faults(after))
        .extracting(FieldError::field)
        .isEqualTo(field.isEmpty() ? List.of() : List.of(field));
  }

  private static List<FieldError> faults(ConfigurationDocument after) {
    return ChangeLimits.of(DocumentChange.between(BEFORE, after), BEFORE, after);
  }

  private static Component changed(Component c, String what) {
    return switch (what) {
      case "memory" ->
          part(c.name(), c.kind(), 2048, 20, 1, c.addresses()).identified(c.id().get());
      case "odd" -> part(c.name(), c.kind(), 1300, 20, 1, c.addresses()).identified(c.id().get());
      case "less" -> part(c.name(), c.kind(), 512, 20, 1, c.addresses()).identified(c.id().get());
      case "disk" -> part(c.name(), c.kind(), 1024, 40, 1, c.addresses()).identified(c.id().get());
      case "spread" ->
          part(c.name(), c.kind(), 1024, 20, 2, c.addresses()).identified(c.id().get());
      case "name" -> part("renamed", c.kind(), 1024, 20, 1, c.addresses()).identified(c.id().get());
      default ->
          part(c.name(), c.kind(), 1024, 20, 1, c.addresses(), "another").identified(c.id().get());
    };
  }

  private static AddressRequest publicAddress() {
    return new AddressRequest(AddressRequest.Visibility.PUBLIC, Optional.empty());
  }

  private static Component part(
      String name,
      ComponentKind kind,
      long memoryMib,
      long diskGib,
      int spreadOver,
      List<AddressRequest> addresses) {
    return part(name, kind, memoryMib, diskGib, spreadOver, addresses, "debian");
  }

  private static Component part(
      String name,
      ComponentKind kind,
      long memoryMib,
      long diskGib,
      int spreadOver,
      List<AddressRequest> addresses,
      String image) {
    return new Component(
        Optional.of(new ComponentId("id-" + name)),
        name,
        kind,
        new ImageId(image),
        memoryMib,
        Optional.empty(),
        1,
        diskGib,
        0,
        kind != ComponentKind.DATABASE,
        spreadOver,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        ExpectedBehaviour.UNSTATED,
        addresses,
        Optional.empty());
  }

  private static ConfigurationDocument document(
      String name, RiskProfile risk, Component... components) {
    return new ConfigurationDocument(
        name,
        risk,
        List.of(components),
        List.of(),
        List.of(),
        Dedication.NONE,
        OptionalInt.empty(),
        List.of(),
        true);
  }
}
