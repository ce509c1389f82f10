package io.gridwright.domain.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.billing.FirstCatalogue;
import io.gridwright.domain.billing.Plan;
import io.gridwright.domain.billing.PlanCatalogue;
import io.gridwright.domain.billing.PlanCeilings;
import io.gridwright.domain.billing.PlanId;
import io.gridwright.domain.billing.Subscriptions;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OverAllotmentTest {
  private static final PlanCatalogue PLANS = FirstCatalogue.plans();

  /** F24: 1024 MiB are distributed freely. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          CASE | SIZES IN MIB    | OVER AT
          1    | 512 512         |
          2    | 256 256 256 256 |
          3    | 512 513         | 1
          4    | 256 256 257 256 | 3
          5    | 1025            | 0
          6    | 1024            |
          """)
  void letsMemoryBeDistributedFreely(int number, String sizes, Integer over) {
    long[] mib = Stream.of(sizes.split(" ")).mapToLong(Long::parseLong).toArray();

    Optional<Problem> problem =
        new OverAllotment(withCeiling(1024), PLANS).of(webs(mib, 8), HeldQuota.NONE);

    assertThat(problem.map(p -> p.errors().get(0).field()))
        .isEqualTo(Optional.ofNullable(over).map("/components/%d/memoryMiB"::formatted));
    problem.ifPresent(p -> assertThat(p.name()).isEqualTo("over-allotment"));
  }

  /** F34: storage-20 with 10 GiB held. */
  @ParameterizedTest
  @CsvSource({"9,true", "10,true", "11,false"})
  void allowsWhatIsAvailableAndNoMore(int gib, boolean fits) {
    Subscriptions subscriptions = of("memory-900", "storage-20");
    HeldQuota held = new HeldQuota(1024, 1, 10, 0);

    Optional<Problem> problem =
        new OverAllotment(subscriptions, PLANS).of(webs(new long[] {1024}, gib), held);

    assertThat(problem.isEmpty()).isEqualTo(fits);
    problem.ifPresent(
        p -> {
          assertThat(p.available()).contains(10L);
          assertThat(p.recommendedPlan()).contains("storage-200");
          assertThat(p.errors())
              .extracting(FieldError::field)
              .containsExactly("/components/0/diskGiB");
          assertThat(p.detail()).contains("leaves 10 GiB").contains("storage-200");
        });
  }

  @Test
  void namesEachResourceThatGoesOver() {
    Problem problem =
        new OverAllotment(of("memory-100"), PLANS)
            .of(webs(new long[] {4096, 4096}, 60), HeldQuota.NONE)
            .orElseThrow();

    assertThat(problem.errors())
        .extracting(FieldError::field)
        .containsExactly("/components/1/memoryMiB", "/components/1/diskGiB");
    assertThat(problem.available()).contains(1024L);
    assertThat(problem.recommendedPlan()).contains("memory-400");
  }

  @Test
  void countsEveryMachineOfAComponent() {
    ObjectNode document = json(new long[] {512}, 8);
    Drafts.set(document, "/components/0/spreadOver", "3");

    assertThat(
            new OverAllotment(withCeiling(1536), PLANS)
                .of(Drafts.document(document), HeldQuota.NONE))
        .isEmpty();
    assertThat(
            new OverAllotment(withCeiling(1535), PLANS)
                .of(Drafts.document(document), HeldQuota.NONE))
        .isPresent();
  }

  @Test
  void countsPublicAddressesOnceEach() {
    ConfigurationDocument shop = Drafts.document(Drafts.sample());

    assertThat(DocumentQuota.of(shop)).isEqualTo(new HeldQuota(4608, 5, 88, 1));
  }

  private static Subscriptions of(String... plans) {
    return new Subscriptions(
        Arrays.stream(plans).map(p -> PLANS.plan(new PlanId(p)).orElseThrow()).toList());
  }

  private static Subscriptions withCeiling(long memoryMib) {
    Plan plan = PLANS.plans().get(0);
    return new Subscriptions(
        List.of(
            new Plan(
                new PlanId("small"),
                plan.resource(),
                plan.price(),
                plan.addresses(),
                new PlanCeilings(
                    OptionalLong.of(memoryMib), OptionalInt.of(8), OptionalLong.of(1000)),
                plan.overageInterval(),
                plan.hours(),
                plan.sharedCpu(),
                plan.allotments())));
  }

  private static ConfigurationDocument webs(long[] mib, int diskGib) {
    return Drafts.document(json(mib, diskGib));
  }

  private static ObjectNode json(long[] mib, int diskGib) {
    ObjectNode document = (ObjectNode) Drafts.tree("{\"name\":\"webs\",\"components\":[]}");
    for (int i = 0; i < mib.length; i++) {
      Drafts.set(
          document,
          "/components/-",
          """
          { "name": "web-%d", "kind": "WEB", "image": "debian-12-nginx", "memoryMiB": %d,
            "diskGiB": %d }
          """
              .formatted(i, mib[i], diskGib));
    }
    return document;
  }
}
