package io.gridwright.domain.configuration.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.AddressRequest;
import io.gridwright.domain.configuration.AddressRequest.Visibility;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ExpectedBehaviour;
import io.gridwright.domain.grid.ImageId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RemedyTest {

  @ParameterizedTest
  @CsvSource({
    "WEB,           true,  '',               true,  REBUILD",
    "APP,           true,  '',               true,  REBUILD",
    "WEB,           true,  PRIVATE,          true,  REBUILD",
    "LOAD_BALANCER, true,  '',               true,  REBUILD_WITH_PROOF",
    // Whoever answers at a public address of its own may still answer there.
    "WEB,           true,  PUBLIC,           true,  AWAIT_NODE",
    "WEB,           true,  'PRIVATE PUBLIC', true,  AWAIT_NODE",
    "LOAD_BALANCER, true,  PUBLIC,           true,  AWAIT_NODE",
    // What has data stays with it, whatever it is.
    "DATABASE,      false, '',               true,  AWAIT_NODE",
    "WEB,           false, '',               true,  AWAIT_NODE",
    "LOAD_BALANCER, false, '',               true,  AWAIT_NODE",
    "DATABASE,      true,  '',               true,  REBUILD",
    // Its customer does not want it.
    "WEB,           true,  '',               false, AWAIT_NODE",
    "LOAD_BALANCER, true,  '',               false, AWAIT_NODE",
    "DATABASE,      false, '',               false, AWAIT_NODE",
  })
  void whatIsDoneForALostServer(
      ComponentKind kind, boolean stateless, String addresses, boolean wanted, Remedy remedy) {
    assertThat(Remedy.of(component(kind, stateless, addresses), wanted)).isEqualTo(remedy);
  }

  private static Component component(ComponentKind kind, boolean stateless, String addresses) {
    return new Component(
        Optional.empty(),
        "server",
        kind,
        new ImageId("debian"),
        1024,
        Optional.empty(),
        1,
        20,
        0,
        stateless,
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        ExpectedBehaviour.UNSTATED,
        addresses.isEmpty()
            ? List.of()
            : List.of(addresses.split(" ")).stream()
                .map(word -> new AddressRequest(Visibility.valueOf(word), Optional.empty()))
                .toList(),
        Optional.empty());
  }
}
