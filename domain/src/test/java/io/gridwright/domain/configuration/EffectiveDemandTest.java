package io.gridwright.domain.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.domain.grid.Capacity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F22, F78: 1024 MiB, the disk 20 GiB, and what the expectation makes of it. */
final class EffectiveDemandTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          CASE | VCPUS | MBPS | TRAFFIC | COMPRESSED | PACKETS | BYTES | MACHINES | = MIB | VCPUS | MBPS
          1    | 1     |      | LIGHT   | false      |         |       | 1        | 1024  | 1     | 0
          2    | 2     | 100  | LIGHT   | false      |         |       | 1        | 1024  | 2     | 100
          3    | 1     | 100  | HEAVY   | false      |         |       | 1        | 1024  | 2     | 150
          4    | 2     | 101  | HEAVY   | false      |         |       | 1        | 1024  | 3     | 152
          5    | 1     | 100  | LIGHT   | true       |         |       | 1        | 1152  | 2     | 100
          6    | 4     | 100  | HEAVY   | true       |         |       | 1        | 1152  | 8     | 150
          7    | 1     |      | LIGHT   | false      | 1000    | 800   | 1        | 1024  | 1     | 8
          8    | 1     |      | LIGHT   | false      | 1000    | 1600  | 1        | 1024  | 1     | 16
          9    | 1     | 100  | LIGHT   | false      | 10000   | 1041  | 1        | 1024  | 1     | 100
          10   | 1     | 100  | LIGHT   | false      | 10000   | 1042  | 1        | 1024  | 1     | 101
          11   | 1     | 100  | LIGHT   | false      | 100000  | 1500  | 4        | 1024  | 1     | 360
          """)
  void raisesWhatAMachineTakesFromItsNode(
      int number,
      int vcpus,
      Integer mbps,
      String traffic,
      boolean compressed,
      Long packets,
      Integer bytes,
      int machines,
      long memoryThen,
      int vcpusThen,
      int mbpsThen) {
    JsonNode sample = Drafts.sampleWith("/components/2/vcpus", String.valueOf(vcpus));
    Drafts.set(sample, "/components/2/spreadOver", String.valueOf(machines));
    Drafts.set(sample, "/components/2/bandwidthMbps", mbps == null ? "" : mbps.toString());
    Drafts.set(
        sample,
        "/components/2/expected",
        "{\"traffic\":\"%s\",\"compressed\":%s,\"packetsPerSecond\":%s,\"packetBytes\":%s}"
            .formatted(traffic, compressed, packets, bytes));

    assertThat(EffectiveDemand.perMachine(Drafts.document(sample).components().get(2)))
        .isEqualTo(new Capacity(memoryThen, vcpusThen, 20, mbpsThen));
  }

  @Test
  void leavesTheOrderedSizeForBillsAndQuotas() {
    JsonNode sample = Drafts.sampleWith("/components/1/expected/compressed", "true");

    Component web = Drafts.document(sample).components().get(1);

    assertThat(EffectiveDemand.ordered(web)).isEqualTo(new Capacity(1024, 1, 20, 100));
    assertThat(DocumentQuota.of(web).memoryMib()).isEqualTo(1024);
  }
}
