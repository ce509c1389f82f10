package io.gridwright.engine.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Phase;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.operation.Begun;
import io.gridwright.workflows.operation.Ending;
import io.gridwright.workflows.operation.MachineStep;
import io.gridwright.workflows.operation.OperationRun;
import io.gridwright.workflows.operation.Steps;
import io.gridwright.workflows.operation.Target;
import io.temporal.api.common.v1.Payload;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written into histories must be read by the next release, and by the last. */
class PayloadConversionTest {
  private static final OperationRun RUN =
      new OperationRun(new OperationId("operation-1"), new Epoch(2));

  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of(new OperationId("operation-1"), "\"operation-1\""),
        Arguments.of(
            new Begun(RUN, Phase.BUILDING, false),
            """
            {"run":{"operation":"operation-1","epoch":2},"phase":"BUILDING","interrupted":false}"""),
        Arguments.of(
            new Ending(OperationState.CANCELLED, Optional.empty()),
            """
            {"state":"CANCELLED","problem":null}"""),
        Arguments.of(
            new Ending(OperationState.FAILED, Optional.of(Problem.of("no-capacity", "None."))),
            """
            {"state":"FAILED","problem":{"name":"no-capacity","detail":"None.","errors":[],\
            "reasons":[],"suggestions":[],"recommendedPlan":null,"available":null}}"""),
        Arguments.of(
            new MachineStep(
                RUN,
                Steps.CLONE,
                new Target(
                    new MachineId("machine-1"),
                    "web-1",
                    ComponentKind.WEB,
                    new NodeName("pve1"),
                    new Vmid(10_001))),
            """
            {"run":{"operation":"operation-1","epoch":2},"step":"clone","machine":\
            {"id":"machine-1","component":"web-1","kind":"WEB","node":"pve1","vmid":10001}}"""));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void writesMessagesAsTheDomainsOwnJsonAndReadsThemBack(Object message, String json) {
    var payload = PayloadConversion.converter().toPayload(message).orElseThrow();

    assertThat(payload.getData().toStringUtf8()).isEqualTo(json);
    assertThat(read(payload, message.getClass())).isEqualTo(message);
  }

  private static Object read(Payload payload, Class<?> type) {
    return PayloadConversion.converter().fromPayload(payload, type, type);
  }
}
